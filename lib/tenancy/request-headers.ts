/** Headers that the server sets for pages. It overwrites or deletes those that the client sent. */
export const REQUEST_HEADERS = {
  path: 'x-requested-path',
  from: 'x-tenant-from',
  /** Only in local mode. */
  forwarded: 'x-is-forwarded',
}
