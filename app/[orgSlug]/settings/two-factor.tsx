import { SubmitButton } from '@/components/forms/submit-button'
import { ToastForm } from '@/components/forms/toast-form'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader } from '@/components/ui/card'
import type { OrgScope } from '@/lib/orgs/scope'
import { paths } from '@/lib/tenancy/paths'
import { findRequirement } from '@/lib/two-factor/requirement'
import { appUrl } from '@/lib/urls'
import { setTwoFactorRequiredAction } from './actions'

/** Whether members need two-factor authentication. */
export async function TwoFactor({ scope }: { scope: OrgScope }) {
  const { isRequired, hasTwoFactor } = await findRequirement(scope)
  const action = setTwoFactorRequiredAction.bind(null, scope.org.id)
  const [now, changed] = isRequired ? ['yes', 'no'] : ['no', 'yes']
  return (
    <Card>
      <CardHeader
        title="Two-factor authentication"
        description={
          isRequired
            ? 'Members without it have to set it up before they can open the organization.'
            : 'If you require it, members without it have to set it up before they can open the organization again.'
        }
        actions={isRequired && <Badge tone="success">Required</Badge>}
      />
      <CardContent>
        {isRequired || hasTwoFactor ? (
          <ToastForm key={now} action={action} undo={{ action, fields: { required: now } }}>
            <input type="hidden" name="required" value={changed} />
            <SubmitButton variant="outline">
              {isRequired ? 'Stop requiring it' : 'Require it of all members'}
            </SubmitButton>
          </ToastForm>
        ) : (
          <Button asChild variant="outline">
            <a href={appUrl(paths.twoFactor(`/${scope.org.slug}/settings`))}>
              Set it up for yourself first
            </a>
          </Button>
        )}
      </CardContent>
    </Card>
  )
}
