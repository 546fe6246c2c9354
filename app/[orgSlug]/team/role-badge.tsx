import { Badge } from '@/components/ui/badge'
import { ROLE_NAMES, type Role } from '@/lib/orgs/roles'

export function RoleBadge({ role }: { role: Role }) {
  return <Badge tone={role === 'admin' ? 'primary' : 'neutral'}>{ROLE_NAMES[role]}</Badge>
}
