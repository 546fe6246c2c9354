import type { ReactNode } from 'react'

/** An entry of the command menu. `shortcut` are keys that are pressed one after another, such as "g p". */
export type Command = { label: string; icon: ReactNode; href: string; shortcut?: string }

/** A page in the navigation. With `hasSearch`, `GET /api/<page>` lists its rows, which have pages too. */
export type NavLink = Command & { page: string; hasSearch: boolean }
