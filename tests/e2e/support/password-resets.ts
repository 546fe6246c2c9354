import { randomUUID } from 'node:crypto'
import pg from 'pg'

/** Requests password resets without a browser: the one write that needs no account. */
export async function passwordResets(url: string) {
  const form = await hiddenFields(`${url}/forgot-password`)
  return {
    /** Returns whether the page acknowledged the request; false if there is no response. */
    request: async (email: string) => {
      form.set('email', email)
      const response = await fetch(`${url}/forgot-password`, {
        method: 'POST',
        body: form,
        headers: { Origin: url, 'X-Forwarded-For': randomUUID() },
      }).catch(() => null)
      const text = await response?.text().catch(() => '')
      return (response?.ok && text?.includes('a link is on its way')) === true
    },
  }
}

/** The hidden fields of the page's form, which a browser without JavaScript posts. */
async function hiddenFields(url: string): Promise<FormData> {
  const html = await (await fetch(url)).text()
  const form = new FormData()
  for (const [input] of html.matchAll(/<input type="hidden"[^>]*>/g)) {
    const [, name = ''] = /name="([^"]*)"/.exec(input) ?? []
    const [, value = ''] = /value="([^"]*)"/.exec(input) ?? []
    form.set(name, value.replaceAll('&quot;', '"').replaceAll('&amp;', '&'))
  }
  return form
}

/** The emails with a stored password reset. */
export async function storedEmails(database: string): Promise<Set<string>> {
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  try {
    const { rows } = await client.query<{ email: string }>('select email from email_links')
    return new Set(rows.map(({ email }) => email))
  } finally {
    await client.end()
  }
}
