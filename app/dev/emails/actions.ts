'use server'

import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { publicAction } from '@/lib/auth/actions'
import { requireLocalMode } from '@/lib/auth/guards'
import { AppError } from '@/lib/errors'
import { putIntoMailbox } from '@/lib/mail/mailbox'
import { renderMail } from '@/lib/mail/render-mail'
import { findPreview } from './previews'

export const sendToMailboxAction = publicAction(z.object({ id: z.string() }), async ({ id }) => {
  await requireLocalMode()
  const preview = findPreview(id)
  if (!preview) throw new AppError('not_found', 'This email does not exist.')
  await putIntoMailbox({ ...(await renderMail(preview)), key: `preview/${id}/${randomUUID()}` })
  return 'Sent to the mailbox.'
})
