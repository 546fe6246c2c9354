import type { Actor } from '@/lib/auth/accounts'
import type { OrgPlan } from './org-plan'

export const DEMO_PEOPLE = [
  { name: 'Ada Quinn', email: 'admin@example.com', ipAddress: '2001:db8::1' },
  { name: 'Milo Reyes', email: 'member@example.com', ipAddress: '2001:db8::2' },
  { name: 'Priya Nair', email: 'priya@example.com', ipAddress: '2001:db8::3' },
  { name: 'Jun Sato', email: 'jun@example.com', ipAddress: '2001:db8::4' },
  { name: 'Olga Brandt', email: 'outsider@example.com', ipAddress: '2001:db8::5' },
]

/** The orgs of the demo. `people` are those of DEMO_PEOPLE, in this order. */
export function demoOrgs(people: Actor[]): OrgPlan[] {
  const [ada, milo, priya, jun] = people as [Actor, Actor, Actor, Actor]
  return [
    {
      name: 'Acme',
      slug: 'acme',
      createdAt: ago({ days: 30 }),
      admin: ada,
      members: [
        { person: milo, role: 'member', joinedAt: ago({ days: 28 }) },
        { person: priya, role: 'member', joinedAt: ago({ days: 21 }) },
      ],
      projects: [
        {
          name: 'Brand refresh',
          creator: ada,
          createdAt: ago({ days: 27 }),
          archivedAt: ago({ days: 9 }),
        },
        {
          name: 'Website relaunch',
          creator: ada,
          createdAt: ago({ days: 20 }),
          tasks: ['Write the texts', 'Take the photos', 'Test on phones'],
        },
        { name: 'Customer interviews', creator: milo, createdAt: ago({ days: 6 }) },
        { name: 'Mobile app', creator: priya, createdAt: ago({ hours: 5 }) },
      ],
      invitations: [{ email: 'late@example.com', createdAt: ago({ days: 12 }) }],
    },
    {
      name: 'Globex',
      slug: 'globex',
      createdAt: ago({ days: 30 }),
      admin: jun,
      members: [{ person: ada, role: 'member', joinedAt: ago({ days: 16 }) }],
      projects: [
        { name: 'Solar roof', creator: jun, createdAt: ago({ days: 15 }) },
        { name: 'Fleet electrification', creator: ada, createdAt: ago({ days: 3 }) },
      ],
      invitations: [{ email: milo.email, createdAt: ago({ hours: 2 }), isMailed: true }],
    },
  ]
}

const HOUR = 60 * 60 * 1000

export function ago({ days = 0, hours = 0 }: { days?: number; hours?: number }): Date {
  return new Date(Date.now() - (24 * days + hours) * HOUR)
}
