import { icons } from 'lucide-react'

/** An icon by its name. For server components only: the browser would load all icons. */
export function Icon({ name, className }: { name: keyof typeof icons; className?: string }) {
  const Lucide = icons[name]
  return <Lucide aria-hidden className={className} />
}
