export const dynamic = 'force-static'

/** For pages without a link to an icon, such as an email. Browsers take a PNG by this name. */
export { default as GET } from '../apple-icon'
