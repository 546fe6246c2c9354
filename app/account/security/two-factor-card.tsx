import { FormField } from '@/components/forms/action-form'
import { FormDialog } from '@/components/overlays/form-dialog'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { paths } from '@/lib/tenancy/paths'
import type { TwoFactor } from '@/lib/two-factor/two-factor'
import { disableTwoFactorAction } from './two-factor/actions'

export function TwoFactorCard({ confirmedAt, recoveryCodes }: TwoFactor) {
  return (
    <Card>
      <CardHeader
        title="Two-factor authentication"
        description={
          confirmedAt
            ? `When you sign in, we also ask for a code from your authenticator app. Recovery codes left: ${recoveryCodes}.`
            : 'When you sign in, we also ask for a code from an app on your phone. A stolen password alone is then useless.'
        }
        actions={confirmedAt && <Badge tone="success">On</Badge>}
      />
      <CardContent className="flex flex-wrap gap-2">
        <Button asChild variant={confirmedAt ? 'outline' : 'primary'}>
          <Link href={paths.twoFactor()}>
            {confirmedAt ? 'Make new recovery codes' : 'Set up two-factor authentication'}
          </Link>
        </Button>
        {confirmedAt && (
          <FormDialog
            trigger={<Button variant="outline">Switch off</Button>}
            title="Switch off two-factor authentication?"
            description="Your password alone then signs you in. Your recovery codes no longer work."
            submit="Switch off"
            variant="destructive"
            action={disableTwoFactorAction}
          >
            <FormField
              name="code"
              label="Code or recovery code"
              autoComplete="one-time-code"
              autoCapitalize="none"
              spellCheck={false}
              required
            />
          </FormDialog>
        )}
      </CardContent>
    </Card>
  )
}
