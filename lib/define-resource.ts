import type { icons } from 'lucide-react'
import type { Role } from '@/db/schema/roles'

export type Resource = {
  pages?: Record<string, NavPage>
  permissions?: Record<string, readonly Role[]>
  activity?: Record<string, ActivityText>
  commands?: readonly Command[]
  /** A page whose rows the command menu finds: `GET /api/<page>` lists them, and `/<page>/<id>` shows one. */
  search?: string
}

export type NavPage = {
  label: string
  icon: keyof typeof icons
  order: number
  permission?: string
  /** Keys that are pressed one after another, for example "g p". */
  shortcut?: string
}

/** A command of the command menu. It opens the dialog with this label on a page of the org. */
export type Command = {
  label: string
  icon: keyof typeof icons
  page: string
  permission: string
  shortcut?: string
}

export type ActivityText = {
  label: string
  /** Follows the actor's name, for example "renamed a project to Moonshot". */
  describe: (data: Record<string, string>, subjectId: string) => string | ActivityPart[]
}

/** A part with a page is a link to that page of the org. */
export type ActivityPart = string | { text: string; page: string; query?: Record<string, string> }

export const defineResource = <const R extends Resource>(resource: R): R => resource

export type NamesIn<Resources, Part extends keyof Resource> = {
  [R in keyof Resources]: Resources[R] extends { [P in Part]: infer Named }
    ? keyof Named & string
    : never
}[keyof Resources]
