import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { Logo, LogoMark } from '@/components/ui/logo'
import { Spinner } from '@/components/ui/spinner'
import { Time } from '@/components/ui/time'
import { State } from './state'

const TONES = ['neutral', 'primary', 'success', 'warning', 'destructive'] as const
const SIZES = ['xs', 'sm', 'md', 'lg', 'xl'] as const
const NAMES = ['Ada Quinn', 'Milo Reyes', 'Priya Nair', 'Jun Sato', 'Olga Brandt', 'Wanda Ford']

export function Marks() {
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <State name="Badges">
        {TONES.map((tone) => (
          <Badge key={tone} tone={tone}>
            {tone}
          </Badge>
        ))}
      </State>
      <State name="Badges with a dot">
        {TONES.map((tone) => (
          <Badge key={tone} tone={tone} dot>
            {tone}
          </Badge>
        ))}
      </State>
      <State name="Avatars of people">
        {NAMES.map((name) => (
          <Avatar key={name} name={name} />
        ))}
      </State>
      <State name="Avatars of organizations, in all sizes">
        {SIZES.map((size) => (
          <Avatar key={size} name="Acme" shape="square" size={size} />
        ))}
      </State>
      <State name="Logo, icon, spinner">
        <Logo />
        <LogoMark className="size-6" />
        <Icon name="Building" className="size-5" />
        <Spinner />
      </State>
      <State name="Times">
        <Time date={Date.now() - 5 * 60 * 60 * 1000} viewer={null} />
        <Time date={Date.now()} viewer={null} absolute />
        <Time date={Date.now()} viewer={{ timeZone: 'Europe/Berlin', locale: 'de-DE' }} absolute />
      </State>
    </div>
  )
}
