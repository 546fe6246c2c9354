/** The header in which the middleware notes the page asked for, over whatever the request brought. */
export const REQUESTED_PATH = 'x-requested-path'
