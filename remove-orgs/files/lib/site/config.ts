export type Site = { origin: string }

/** Browsers send a cookie to every port of its host, so without the port two checkouts would share sessions. */
export function cookieName(name: string, { origin }: Site): string {
  const { port } = new URL(origin)
  return port ? `${name}-${port}` : name
}

type Variables = Record<string, string | undefined>

export function readSite(variables: Variables): Site {
  return { origin: new URL(readAppUrl(variables)).origin }
}

export function readAppUrl(variables: Variables): string {
  return (variables.APP_URL || `http://localhost:${variables.PORT || 3000}`).replace(/\/+$/, '')
}
