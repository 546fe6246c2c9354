export type Routes = { app: string[]; org: string[] }

let parsed: Routes | undefined

/** Passed in the variable ROUTES: the edge runtime and the browser cannot read folders. */
export function routes(): Routes {
  parsed ??= JSON.parse(process.env.ROUTES ?? missing()) as Routes
  return parsed
}

function missing(): never {
  throw new Error('ROUTES is missing: set it to JSON.stringify(listRoutes()).')
}
