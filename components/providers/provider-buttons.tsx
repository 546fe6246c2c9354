import { env } from '@/lib/env'
import { listProviders } from '@/lib/oauth/providers'
import { paths } from '@/lib/tenancy/paths'
import { Button } from '../ui/button'
import { ProviderMark } from './provider-mark'

/** Links to the configured providers, above a form. `next` is the path after the sign-in. */
export function ProviderButtons({ next }: { next?: string }) {
  const providers = listProviders()
  if (!providers.length) return null
  return (
    <div className="space-y-3">
      {providers.map(({ id, name }) => (
        <Button key={id} asChild variant="outline" className="w-full">
          {/* On the host of the callback, which is that of the cookies. */}
          <a href={env().tenancy.origin + paths.signInWith(id, next)}>
            <ProviderMark id={id} />
            Continue with {name}
          </a>
        </Button>
      ))}
      <div className="flex items-center gap-3 pt-1 text-muted-foreground text-xs before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
        or
      </div>
    </div>
  )
}
