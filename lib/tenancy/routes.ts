/** First URL segments: `app` of the pages without an org, `org` of the pages inside one. */
export type Routes = { app: string[]; org: string[] }

let parsed: Routes | undefined

/**
 * The result of `listRoutes`, passed in the variable ROUTES: the edge runtime and the browser cannot read
 * folders.
 */
export function routes(): Routes {
  parsed ??= JSON.parse(process.env.ROUTES ?? missing()) as Routes
  return parsed
}

function missing(): never {
  throw new Error('ROUTES is missing: set it to JSON.stringify(listRoutes()).')
}
