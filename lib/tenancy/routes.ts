/** The first segments of the app's URLs: of pages without an org, and of pages inside one. */
export type Routes = { app: string[]; org: string[] }

let parsed: Routes | undefined

/**
 * The routes that `listRoutes` found. Passed in the variable ROUTES, which next.config.ts inlines,
 * because the edge runtime and the browser cannot read folders.
 */
export function routes(): Routes {
  parsed ??= JSON.parse(process.env.ROUTES ?? missing()) as Routes
  return parsed
}

function missing(): never {
  throw new Error('ROUTES is not set: set it to JSON.stringify(listRoutes()).')
}
