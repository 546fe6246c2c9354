import { FormMessage } from '@/components/forms/form-message'
import { SubmitButton } from '@/components/forms/submit-button'
import { ToastForm } from '@/components/forms/toast-form'
import { Notice } from '@/components/notice'
import { ProviderMark } from '@/components/providers/provider-mark'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader } from '@/components/ui/card'
import type { WaysIn } from '@/lib/account/ways-in'
import type { User } from '@/lib/auth/accounts'
import { currentCaller } from '@/lib/auth/guards'
import { signToken } from '@/lib/auth/tokens'
import { env } from '@/lib/env'
import { listProviders } from '@/lib/oauth/providers'
import { paths } from '@/lib/tenancy/paths'
import { disconnectProviderAction } from '../providers/actions'

const FAILURES = new Map([
  ['cancelled', 'Nothing was connected, because you cancelled.'],
  ['failed', 'Nothing was connected. Try again.'],
  ['taken', 'It was not connected, because another account here uses it.'],
])

/** `notice` is the outcome of connecting one. */
export async function ProviderList({
  user,
  waysIn,
  notice,
}: {
  user: User
  waysIn: WaysIn
  notice: string
}) {
  const providers = listProviders()
  if (!providers.length) return null
  const token = signToken('connect', user.id, (await currentCaller()).session)
  return (
    <Card>
      <CardHeader
        title="Sign in with other accounts"
        description="Connect them to sign in without a password."
      />
      <CardContent>
        {notice === 'connected' && <Notice message="Connected. You can sign in with it now." />}
        <FormMessage className="mb-4">{FAILURES.get(notice)}</FormMessage>
        <ul className="divide-y">
          {providers.map(({ id, name }) => {
            const linked = waysIn.linked.find(({ provider }) => provider === id)
            return (
              <li key={id} className="flex items-center gap-3 py-3 first:pt-0 last:pb-0">
                <ProviderMark id={id} />
                <div className="min-w-0 flex-1">
                  <p className="font-medium text-sm">{name}</p>
                  <p title={linked?.email} className="truncate text-muted-foreground text-sm">
                    {linked ? linked.email : 'Not connected'}
                  </p>
                </div>
                {linked ? (
                  <ToastForm action={disconnectProviderAction}>
                    <input type="hidden" name="provider" value={id} />
                    <SubmitButton variant="outline" size="sm" aria-label={`Disconnect ${name}`}>
                      Disconnect
                    </SubmitButton>
                  </ToastForm>
                ) : (
                  <Button asChild variant="outline" size="sm">
                    <a href={env().tenancy.origin + paths.connectProvider(id, token)}>
                      Connect {name}
                    </a>
                  </Button>
                )}
              </li>
            )
          })}
        </ul>
      </CardContent>
    </Card>
  )
}
