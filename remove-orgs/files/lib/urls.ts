import type { NamesIn } from '@/lib/define-resource'
import type * as resources from '@/lib/resources'
import { paths, type Query, withQuery } from '@/lib/site/paths'

type Page = NamesIn<typeof resources, 'pages'>

export const pageUrl = (page: Page | `${Page}/${string}`, query: Query = {}): string =>
  withQuery(`/${page}`, query)

/** Undefined for a person without a picture. */
export const pictureUrl = (userId: string, picture: string | null | undefined) =>
  picture ? paths.picture(userId, picture) : undefined
