import type { Actor } from '@/lib/auth/accounts'
import type { Role } from '@/lib/orgs/roles'

export type OrgPlan = {
  name: string
  slug: string
  admin: Actor
  createdAt: Date
  members: { person: Actor; role: Role; joinedAt: Date }[]
  projects: {
    name: string
    creator: Actor
    createdAt: Date
    archivedAt?: Date
    /** Titles, which differ within an org. */
    tasks?: string[]
  }[]
  /** Invitations that stay pending. Those with `isMailed` are also sent. */
  invitations: { email: string; createdAt: Date; isMailed?: boolean }[]
}
