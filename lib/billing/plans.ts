/** Features that a service asks for with `requireFeature`. */
export type Feature = 'activity-export'

/** How many rows of a table an organization can have. Null is no limit. */
export type Limits = { members: number | null; projects: number | null }

export type Plan = {
  name: string
  description: string
  /** In cents. Null is free. */
  price: { per: 'organization' | 'seat'; month: number; year: number; trialDays: number } | null
  limits: Limits
  features: readonly Feature[]
}

/** Limits and pages read the plans from here only. Members include pending invitations. */
export const PLANS = {
  free: {
    name: 'Free',
    description: 'For trying it out.',
    price: null,
    limits: { members: 3, projects: 5 },
    features: [],
  },
  team: {
    name: 'Team',
    description: 'For a team that works here every day.',
    price: { per: 'seat', month: 800, year: 8_000, trialDays: 14 },
    limits: { members: 50, projects: null },
    features: ['activity-export'],
  },
  business: {
    name: 'Business',
    description: 'For the whole company.',
    price: { per: 'organization', month: 49_000, year: 490_000, trialDays: 0 },
    limits: { members: null, projects: null },
    features: ['activity-export'],
  },
} as const satisfies Record<string, Plan>

export type PlanId = keyof typeof PLANS

export const PLAN_IDS = Object.keys(PLANS) as PlanId[]

export const FEATURE_NAMES: Record<Feature, string> = {
  'activity-export': 'the export of activity',
}
