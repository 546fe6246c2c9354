import { z } from 'zod'
import { brand } from '@/lib/brand'
import type { Profile } from './identity'

const API = 'https://api.github.com'

const emailsSchema = z.array(
  z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }),
)

/** The user with the primary email. next-auth would not tell whether GitHub has verified it. */
export async function readGitHubUser(accessToken: string | undefined, api = API): Promise<Profile> {
  const get = async (path: string) => {
    const response = await fetch(api + path, {
      headers: { Authorization: `Bearer ${accessToken}`, 'User-Agent': brand.name },
    })
    if (!response.ok) throw new Error(`GitHub responded to ${path} with ${response.status}.`)
    return response.json()
  }
  const [user, emails] = await Promise.all([get('/user'), get('/user/emails')])
  const primary = emailsSchema.parse(emails).find((one) => one.primary)
  return { ...user, email: primary?.email, email_verified: primary?.verified }
}
