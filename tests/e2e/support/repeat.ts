import type { Page, Request } from '@playwright/test'

/** Sends the request of an action again, optionally with another body or origin. */
export function repeat(
  page: Page,
  post: Request,
  { body, origin }: { body?: string; origin?: string } = {},
) {
  const { 'next-action': action = '', 'content-type': type = '' } = post.headers()
  return page.request.post(post.url(), {
    data: body ?? post.postData() ?? '',
    headers: {
      'Next-Action': action,
      'Content-Type': type,
      Origin: origin ?? new URL(post.url()).origin,
    },
  })
}
