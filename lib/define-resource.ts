import type { icons } from 'lucide-react'
import type { Role } from '@/db/schema/roles'

/** What a folder of `lib` declares about itself in its `resource.ts`. */
export type Resource = {
  /** The pages in an organization's navigation, by their segment in the URL. */
  pages?: Record<string, NavPage>
  /** Which roles have which permission. Names are `subject.verb`. */
  permissions?: Record<string, readonly Role[]>
  /** What the audit log records. Names are `subject.verb`. */
  activity?: Record<string, ActivityText>
}

export type NavPage = {
  label: string
  icon: keyof typeof icons
  /** Lower comes first. */
  order: number
  /** Without it, the page is not in the navigation. */
  permission?: string
}

export type ActivityText = {
  /** An option of the filter, such as "Renamed a project". */
  label: string
  /** Follows the name of the person, such as "renamed a project to Moonshot". */
  describe: (data: Record<string, string>) => string
}

/** Keeps the literal names, from which `Permission`, `AuditAction` and `OrgPage` are derived. */
export const defineResource = <const R extends Resource>(resource: R): R => resource

/** The names in one part of several resources, as a union. */
export type NamesIn<Resources, Part extends keyof Resource> = {
  [R in keyof Resources]: Resources[R] extends { [P in Part]: infer Named }
    ? keyof Named & string
    : never
}[keyof Resources]
