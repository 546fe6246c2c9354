// Turbopack would take the middleware of the app, which is in a folder above.
export const config = { matcher: '/-' }

export function middleware() {}
