import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { stopEmbedded } from '@/db/embedded'
import { createOrgByForm, inviteByForm, signUp } from '../../e2e/support/forms'
import { PASSWORD, type Person } from '../../e2e/support/people'
import { dataDirOf, type Server, startServer } from '../../e2e/support/server'
import { startSmtp } from '../../e2e/support/smtp'
import { expect, test } from '../../e2e/support/test'

const dataDir = dataDirOf('mail')

test.afterAll(async () => {
  await stopEmbedded(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
})

test('a refused mail shows on the team page, and SIGTERM releases a mail that is being sent', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const smtp = await startSmtp()
  const env = { LOCAL_MODE: '1', DATA_DIR: dataDir, SMTP_URL: smtp.url, MAILS_PER_SECOND: '100' }
  const server = await startServer(env)
  const page = await browser.newPage({ baseURL: server.url })
  const nora = { name: 'Nora', email: `nora-${randomUUID()}@example.com`, page }
  await signUp(nora)
  await expect.poll(() => smtp.to(nora.email)).toHaveLength(1)
  await verify(nora, smtp.to(nora.email)[0]?.text)
  const org = await createOrgByForm(nora, 'Acme')

  const refused = `refused-${randomUUID().slice(0, 8)}@example.com`
  smtp.behavior.set(refused, 'refuse')
  await inviteByForm(nora, org, refused)
  const row = page.getByRole('row').filter({ hasText: refused })
  await expect(async () => {
    await page.reload()
    await expect(row).toContainText('Not delivered', { timeout: 500 })
  }).toPass()
  smtp.behavior.delete(refused)
  await row.getByRole('button', { name: 'Resend' }).click()
  await expect.poll(() => smtp.to(refused)).toHaveLength(1)
  await page.reload()
  await expect(row).toBeVisible()
  await expect(row).not.toContainText('Not delivered')

  const slow = `slow-${randomUUID().slice(0, 8)}@example.com`
  smtp.behavior.set(slow, 'hang')
  await inviteByForm(nora, org, slow)
  await expect.poll(() => smtp.hanging).toEqual([slow])
  await page.close()
  await stopWithSigterm(server)

  smtp.behavior.delete(slow)
  const next = await startServer(env)
  await expect.poll(() => smtp.to(slow), { timeout: 15_000 }).toHaveLength(1)
  await next.kill()
  smtp.stop()
})

async function verify({ page }: Person, text = '') {
  const [link = ''] = /http:\/\/localhost:\S+/.exec(text) ?? []
  await page.goto(link)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Verify email' }).click()
  await expect(page.getByRole('heading', { name: 'New organization' })).toBeVisible()
}

async function stopWithSigterm(server: Server) {
  const exited = once(server.process, 'exit')
  server.process.kill('SIGTERM')
  await exited
}
