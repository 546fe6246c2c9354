import type { ReactNode } from 'react'
import { AccountMenu } from '@/app/_shell/account-menu'
import type { Command, NavLink } from '@/app/_shell/commands/command'
import { CommandMenu } from '@/app/_shell/commands/command-menu'
import { OrgSwitcher } from '@/app/_shell/org-switcher'
import { SkipLink } from '@/app/_shell/skip-link'
import { DraftOwner } from '@/components/forms/drafts'
import { env } from '@/lib/env'
import type { OrgScope } from '@/lib/orgs/scope'
import { lastOrgCookie } from '@/lib/tenancy/last-org'
import { paths } from '@/lib/tenancy/paths'
import { appUrl, orgUrl, pictureUrl } from '@/lib/urls'
import { OrgNav } from './org-nav'
import { RememberOrg } from './remember-org'

export function OrgShell({
  scope: { user, org },
  invitations,
  links,
  commands,
  children,
}: {
  scope: OrgScope
  invitations: number
  links: NavLink[]
  commands: Command[]
  children: ReactNode
}) {
  return (
    <div className="lg:grid lg:min-h-dvh lg:grid-cols-[15rem_1fr]">
      <SkipLink />
      <aside className="flex items-center justify-between border-sidebar-border border-b bg-sidebar px-3 py-2 lg:sticky lg:top-0 lg:z-10 lg:h-dvh lg:flex-col lg:items-stretch lg:justify-start lg:gap-5 lg:border-r lg:border-b-0 lg:py-3">
        <OrgSwitcher
          current={{ id: org.id, name: org.name }}
          listHref={appUrl(paths.orgs)}
          createHref={appUrl(paths.newOrg)}
        />
        <CommandMenu
          org={{ slug: org.slug, teamHref: orgUrl(org, 'team') }}
          pages={links}
          commands={commands}
          hrefs={{
            orgs: appUrl(paths.orgs),
            newOrg: appUrl(paths.newOrg),
            invitations: appUrl(paths.invitations),
          }}
        />
        <noscript>
          <a href={appUrl(paths.orgs)} className="px-2 text-link text-sm">
            Your organizations
          </a>
        </noscript>
        <OrgNav links={links} />
        <div className="lg:mt-auto">
          <AccountMenu
            name={user.name}
            email={user.email}
            picture={pictureUrl(user.id, user.picture)}
            invitations={invitations}
            wide
          />
        </div>
      </aside>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-5xl px-4 pt-8 pb-[calc(2rem+var(--bottom-bar))] sm:px-8 lg:py-10"
      >
        <DraftOwner owner={`${user.id} ${org.id}`}>{children}</DraftOwner>
      </main>
      <RememberOrg {...lastOrgCookie(env().tenancy, org.slug)} />
    </div>
  )
}
