/** Headers that the middleware sets for pages. It overwrites or deletes those that the client sent. */
export const REQUEST_HEADERS = {
  /** The requested path and query, in every strategy with the slug as the first segment. */
  path: 'x-requested-path',
  /** The strategy that named the org. Not set outside an org. */
  from: 'x-tenant-from',
}
