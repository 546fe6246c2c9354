import type { ReactNode } from 'react'
import { DraftOwner } from '@/components/forms/drafts'
import { Link } from '@/components/ui/link'
import { Logo } from '@/components/ui/logo'
import type { Actor } from '@/lib/auth/accounts'
import { countMyInvitations } from '@/lib/orgs/guards'
import { paths } from '@/lib/tenancy/paths'
import { pictureUrl } from '@/lib/urls'
import { AccountMenu } from './account-menu'
import { CommandMenu } from './commands/command-menu'
import { OrgSwitcher } from './org-switcher'
import { SkipLink } from './skip-link'

/** The header around pages that belong to no org. */
export async function UserShell({ user, children }: { user: Actor; children: ReactNode }) {
  return (
    <div className="min-h-dvh">
      <SkipLink />
      <header className="border-b bg-card">
        <div className="mx-auto flex h-14 max-w-4xl items-center gap-3 px-4 sm:px-6">
          <Link href={paths.orgs} className="tap flex rounded-md">
            <Logo compact />
          </Link>
          <OrgSwitcher listHref={paths.orgs} createHref={paths.newOrg} />
          <CommandMenu
            hrefs={{ orgs: paths.orgs, newOrg: paths.newOrg, invitations: paths.invitations }}
            className="lg:ml-auto lg:w-52"
          />
          <AccountMenu
            name={user.name}
            email={user.email}
            picture={pictureUrl(user.id, user.picture)}
            invitations={await countMyInvitations()}
          />
        </div>
      </header>
      <main id="content" tabIndex={-1} className="mx-auto max-w-4xl px-4 py-8 sm:px-6 sm:py-12">
        <DraftOwner owner={user.id}>{children}</DraftOwner>
      </main>
    </div>
  )
}
