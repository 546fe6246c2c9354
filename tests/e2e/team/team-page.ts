import type { Page } from '@playwright/test'

/** The row of a pending invitation. */
export function pending(page: Page, email: string) {
  const invitations = page.getByRole('table', { name: 'Pending invitations' })
  return invitations.getByRole('row').filter({ hasText: email })
}

/** A toast by its message, which is in the page twice: visible, and for screen readers. */
export const toast = (page: Page, message: string) => page.getByText(message).first()
