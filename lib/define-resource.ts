import type { icons } from 'lucide-react'
import type { Role } from '@/db/schema/roles'

/** What a folder of `lib` declares in its `resource.ts`. */
export type Resource = {
  /** By URL segment. */
  pages?: Record<string, NavPage>
  /** The roles that have each permission. Names are `subject.verb`. */
  permissions?: Record<string, readonly Role[]>
  /** Actions in the audit log. Names are `subject.verb`. */
  activity?: Record<string, ActivityText>
}

export type NavPage = {
  label: string
  icon: keyof typeof icons
  order: number
  /** The page is in the navigation only for members with this permission. */
  permission?: string
}

export type ActivityText = {
  /** For example "Renamed a project". */
  label: string
  /** Follows the actor's name, for example "renamed a project to Moonshot". */
  describe: (data: Record<string, string>) => string
}

/** Keeps literal names, from which `Permission`, `AuditAction` and `OrgPage` are derived. */
export const defineResource = <const R extends Resource>(resource: R): R => resource

/** A union of the names in one part of all resources. */
export type NamesIn<Resources, Part extends keyof Resource> = {
  [R in keyof Resources]: Resources[R] extends { [P in Part]: infer Named }
    ? keyof Named & string
    : never
}[keyof Resources]
