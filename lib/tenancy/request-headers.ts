/** Headers in which the middleware tells pages about a request, over whatever the request brought. */
export const REQUEST_HEADERS = {
  /** The path asked for, with the org as its first segment in every strategy. */
  path: 'x-requested-path',
  /** The strategy that named the org. */
  from: 'x-tenant-from',
}
