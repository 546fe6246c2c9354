import path from 'node:path'
import { expect, test } from 'vitest'
import { findPreview, listPreviews } from '@/app/dev/emails/previews'
import { renderMail } from '@/lib/mail/render-mail'
import { below } from '../source'

test('every mail has a preview', async () => {
  const files = below('emails/').map((source) => path.resolve(source.path))
  const modules = await Promise.all(files.map((file) => import(file)))
  const templates = modules.flatMap((module) => module.default ?? [])

  expect(templates).not.toEqual([])
  expect(new Set(listPreviews().map(({ body }) => body.type))).toEqual(new Set(templates))
})

test('each preview has its own subject, HTML and text', async () => {
  const mails = await Promise.all(listPreviews().map(renderMail))

  expect(new Set(mails.map(({ html }) => html)).size).toBe(mails.length)
  for (const { subject, html, text } of mails) {
    expect(subject).toMatch(/\w/)
    expect(html).toMatch(/^<!DOCTYPE html/)
    expect(text).toContain('http://localhost:3000/')
    expect(`${subject}${html}${text}`).not.toMatch(/undefined|\[object|Invalid Date/)
  }
})

test('the invitation has a preview with and without an account', async () => {
  const textOf = async (id: string) => {
    const preview = findPreview(id)
    return preview && (await renderMail(preview)).text
  }

  expect(await textOf('invitation')).toContain('You will need an account')
  expect(await textOf('invitation-account')).toContain('You already have an account')
  expect(findPreview('nothing')).toBeUndefined()
})
