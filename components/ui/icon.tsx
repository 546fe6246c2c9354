import { icons } from 'lucide-react'

/** An icon by name. For server components only: a client bundle would contain every icon. */
export function Icon({ name, className }: { name: keyof typeof icons; className?: string }) {
  const Lucide = icons[name]
  return <Lucide aria-hidden className={className} />
}
