import { z } from 'zod'
import WayInChanged, { subject } from '@/emails/way-in-changed'
import { accountExists } from '@/lib/auth/emails'
import { mailKind, mailUrl } from '@/lib/mail/mail'
import { paths } from '@/lib/tenancy/paths'

const data = z.object({ id: z.string(), name: z.string(), wayIn: z.string() })

const wayInMail = (change: Parameters<typeof subject>[0]['change']) =>
  mailKind(data, {
    compose: async ({ id, name, wayIn }) => {
      if (!(await accountExists(id))) return null
      const props = {
        ...{ name, change, wayIn },
        resetUrl: mailUrl(paths.forgotPassword),
        securityUrl: mailUrl(paths.accountSecurity),
      }
      return { subject: subject(props), body: WayInChanged(props) }
    },
  })

export const wayInMails = {
  'passkey-added': wayInMail('passkey-added'),
  'passkey-removed': wayInMail('passkey-removed'),
  'provider-connected': wayInMail('provider-connected'),
  'provider-disconnected': wayInMail('provider-disconnected'),
}
