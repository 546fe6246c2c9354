import { paths } from '../tenancy/paths'

const MY_ORGS = { label: 'Your organizations', href: paths.orgs }
const TRY_AGAIN = { label: 'Try again', href: '' }

/** What the page of a status says. An empty `href` opens the same page again. */
export const ERROR_PAGES = {
  403: {
    title: 'Admins only',
    text: 'Only admins of this organization can open this page. Ask one of them to make you an admin.',
    action: MY_ORGS,
  },
  404: {
    title: 'Page not found',
    text: 'This page does not exist, or you are not a member of its organization.',
    action: MY_ORGS,
  },
  409: {
    title: 'A new version is available',
    text: 'This form was sent from the earlier one. Open the page again and send the form once more.',
    action: { label: 'Open the page again', href: '' },
  },
  500: {
    title: 'Something went wrong',
    text: 'Please try again in a moment.',
    action: TRY_AGAIN,
  },
  503: {
    title: 'We will be right back',
    text: 'The server is busy or restarting. Please try again in a moment.',
    action: TRY_AGAIN,
  },
}

export type ErrorStatus = keyof typeof ERROR_PAGES
