import { sources } from '../../source'

/** The URL of each page of the app. `params` are the values of the dynamic segments. */
export function listPages(params: Record<string, string>): string[] {
  const pages = sources.map(({ path }) => /^app\/(.*\/)?page\.tsx$/.exec(path))
  return pages.flatMap((page) => (page ? [urlOf(page[1] ?? '', params)] : []))
}

function urlOf(folder: string, params: Record<string, string>): string {
  const url = folder
    .replace(/\([^)]*\)\//g, '')
    .replace(/\[([^\]]*)\]/g, (_, name: string) => params[name] ?? missing(name))
  return `/${url}`.replace(/(.)\/$/, '$1')
}

function missing(name: string): never {
  throw new Error(`Return an id named ${name} from \`fill\` in tests/<name>/examples.ts.`)
}
