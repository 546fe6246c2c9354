import { KeyRound } from 'lucide-react'
import { FormField } from '@/components/forms/action-form'
import { ConfirmDialog } from '@/components/overlays/confirm-dialog'
import { FormDialog } from '@/components/overlays/form-dialog'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader } from '@/components/ui/card'
import { Time } from '@/components/ui/time'
import type { Actor } from '@/lib/auth/accounts'
import { listPasskeys, type Passkey } from '@/lib/passkeys/passkeys'
import { ConfirmIdentity } from '../../confirm-identity'
import { removePasskeyAction, renamePasskeyAction } from './actions'
import { AddPasskey } from './add-passkey'

export async function PasskeysCard({ user }: { user: Actor }) {
  const passkeys = await listPasskeys(user)
  return (
    <Card>
      <CardHeader
        title="Passkeys"
        description="Sign in with your fingerprint, your face or the lock of your screen, without a password or a code."
      />
      <CardContent className="space-y-5">
        {passkeys.length > 0 && (
          <ul aria-label="Passkeys" className="divide-y">
            {passkeys.map((passkey) => (
              <PasskeyItem key={passkey.id} user={user} {...passkey} />
            ))}
          </ul>
        )}
        <AddPasskey confirmation={await ConfirmIdentity({ user })} />
      </CardContent>
    </Card>
  )
}

function PasskeyItem({ user, id, name, createdAt, lastUsedAt }: Passkey & { user: Actor }) {
  return (
    <li className="flex flex-wrap items-center gap-3 py-3 first:pt-0">
      <KeyRound aria-hidden className="size-4 shrink-0" />
      <div className="min-w-0 flex-1 basis-40">
        <p title={name} className="truncate font-medium text-sm">
          {name}
        </p>
        <p className="text-muted-foreground text-sm">
          Added <Time date={createdAt} viewer={user} />
          {' · '}
          {lastUsedAt ? (
            <span>
              Last used <Time date={lastUsedAt} viewer={user} />
            </span>
          ) : (
            <span>Never used</span>
          )}
        </p>
      </div>
      <div className="flex gap-2">
        <FormDialog
          trigger={
            <Button variant="outline" size="sm" aria-label={`Rename ${name}`}>
              Rename
            </Button>
          }
          title="Rename passkey"
          subject={id}
          submit="Rename"
          action={renamePasskeyAction}
        >
          <input type="hidden" name="id" value={id} />
          <FormField name="name" label="Name" defaultValue={name} autoComplete="off" required />
        </FormDialog>
        <ConfirmDialog
          trigger={
            <Button variant="outline" size="sm" aria-label={`Remove ${name}`}>
              Remove
            </Button>
          }
          title={`Remove ${name}?`}
          description="It no longer signs you in here. Delete it on your device too, which would still offer it."
          submit="Remove"
          action={removePasskeyAction}
        >
          <input type="hidden" name="id" value={id} />
        </ConfirmDialog>
      </div>
    </li>
  )
}
