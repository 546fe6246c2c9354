import type { Actor } from '@/lib/auth/accounts'
import { orgName, projectName } from './names'
import type { OrgPlan } from './org-plan'

const DAY = 24 * 60 * 60 * 1000
const PROJECTS = 4
const DAYS_SINCE_INVITED = [1, 3, 12]

/** The first of the team is the admin, and every twentieth of the others is an admin too. */
export function generateOrg(number: number, createdAt: Date, team: Actor[]): OrgPlan {
  const name = orgName(number)
  const [admin, ...others] = team
  if (!admin) throw new Error('An organization needs an admin.')
  const timeAt = (elapsed: number) => new Date(+createdAt + elapsed * (Date.now() - +createdAt))
  return {
    name,
    slug: `${name.toLowerCase().replaceAll(' ', '-')}-${number}`,
    createdAt,
    admin,
    members: others.map((person, index) => ({
      person,
      role: index % 20 === 19 ? 'admin' : 'member',
      joinedAt: timeAt((index + 1) / team.length),
    })),
    projects: Array.from({ length: PROJECTS }, (_, index) => {
      const part = (index + 1) / (PROJECTS + 1)
      return {
        name: projectName(number * PROJECTS + index),
        // The last one to join before.
        creator: team[Math.ceil(part * team.length) - 1] ?? admin,
        createdAt: timeAt(part),
        archivedAt: index === 0 ? timeAt(part + 0.1) : undefined,
      }
    }),
    invitations: DAYS_SINCE_INVITED.map((days) => ({
      email: `newcomer-${number}-${days}@example.com`,
      createdAt: new Date(Math.max(Date.now() - days * DAY, +timeAt(0.5))),
    })),
  }
}
