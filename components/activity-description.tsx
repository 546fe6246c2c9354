import { Link } from '@/components/ui/link'
import type { ActivityPart } from '@/lib/define-resource'
import { type OrgPage, orgUrl } from '@/lib/urls'

/** What a person did, with links to what it was done to. Follows the person's name. */
export function ActivityDescription({
  org,
  parts,
}: {
  org: { slug: string }
  parts: ActivityPart[]
}) {
  return parts.map((part) =>
    typeof part === 'string' ? (
      <span key={part}>{part}</span>
    ) : (
      <Link
        key={part.text}
        href={orgUrl(org, part.page as OrgPage, part.query)}
        className="rounded-sm font-medium underline-offset-4 hover:underline"
      >
        {part.text}
      </Link>
    ),
  )
}
