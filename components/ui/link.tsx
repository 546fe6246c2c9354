import type { ComponentProps } from 'react'

/**
 * A link to a page of the app. `FollowLinks` loads the page without leaving this one. With `scroll={false}`,
 * the scroll position stays.
 */
export function Link({
  scroll = true,
  ...props
}: ComponentProps<'a'> & { href: string; scroll?: boolean }) {
  return <a data-link={scroll ? '' : 'keep-scroll'} {...props} />
}
