/** The cookie in which the browser keeps the address of the org it showed last: a default, no right. */
export const LAST_ORG = 'org'
