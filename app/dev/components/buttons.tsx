import { Plus } from 'lucide-react'
import { ReloadButton } from '@/components/reload-button'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Spinner } from '@/components/ui/spinner'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/tenancy/paths'
import { State } from './state'

const VARIANTS = ['primary', 'secondary', 'outline', 'ghost', 'destructive'] as const

export function Buttons() {
  return (
    <div className="space-y-6">
      <State name="Variants">
        {VARIANTS.map((variant) => (
          <Button key={variant} variant={variant}>
            {variant}
          </Button>
        ))}
      </State>
      <State name="Disabled">
        {VARIANTS.map((variant) => (
          <Button key={variant} variant={variant} disabled>
            {variant}
          </Button>
        ))}
      </State>
      <State name="Sizes, with an icon, while it waits">
        <Button size="sm">Small</Button>
        <Button>Medium</Button>
        <Button size="lg">Large</Button>
        <Button>
          <Plus aria-hidden />
          With an icon
        </Button>
        <Button size="icon-sm" variant="outline" aria-label="Add">
          <Plus aria-hidden />
        </Button>
        <Button aria-disabled aria-busy>
          <span className="opacity-0">Waiting</span>
          <Spinner className="absolute" />
        </Button>
        <ReloadButton />
      </State>
      <State name="Links">
        <Button asChild variant="outline">
          <Link href={paths.components}>Link as a button</Link>
        </Button>
        <TextLink href={paths.components}>Link in a text</TextLink>
      </State>
    </div>
  )
}
