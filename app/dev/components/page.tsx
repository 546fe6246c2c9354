import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageHeader } from '@/components/ui/page-header'
import { requireLocalMode } from '@/lib/auth/guards'
import { Buttons } from './buttons'
import { Controls } from './controls'
import { Forms } from './forms'
import { Lists } from './lists'
import { Marks } from './marks'
import { Messages } from './messages'
import { Overlays } from './overlays'
import { ThemeButtons } from './theme-buttons'

export const metadata: Metadata = { title: 'Components' }
export const dynamic = 'force-dynamic'

const SECTIONS: { title: string; content: ReactNode }[] = [
  { title: 'Colors', content: <Colors /> },
  { title: 'Buttons and links', content: <Buttons /> },
  { title: 'Badges, avatars and marks', content: <Marks /> },
  { title: 'Controls', content: <Controls /> },
  { title: 'Forms', content: <Forms /> },
  { title: 'Messages', content: <Messages /> },
  { title: 'Lists', content: <Lists /> },
  { title: 'Menus, dialogs and toasts', content: <Overlays /> },
]

/** Every component in all its states, to look at after a change of tokens in app/globals.css. */
export default async function ComponentsPage() {
  await requireLocalMode()
  return (
    <main className="mx-auto max-w-5xl px-4 py-10 sm:px-8">
      <PageHeader
        title="Components"
        description="Every component in all its states. Look at it in both themes after you change app/globals.css. This page exists in local mode only."
        actions={<ThemeButtons />}
      />
      <div className="space-y-12">
        {SECTIONS.map(({ title, content }) => (
          <section key={title} aria-label={title}>
            <h2 className="mb-4 border-b pb-2 font-semibold text-lg">{title}</h2>
            {content}
          </section>
        ))}
      </div>
    </main>
  )
}

function Colors() {
  return (
    <ul className="grid grid-cols-2 gap-4 sm:grid-cols-4 lg:grid-cols-6">
      {COLORS.map((name) => (
        <li key={name}>
          <span
            className="block h-12 rounded-lg border"
            style={{ backgroundColor: `var(--${name})` }}
          />
          <span className="mt-1.5 block font-mono text-muted-foreground text-xs">{name}</span>
        </li>
      ))}
    </ul>
  )
}

const COLORS = [
  ...['background', 'foreground', 'card', 'popover', 'muted', 'muted-foreground', 'accent'],
  ...['border', 'input', 'ring', 'primary', 'primary-hover', 'primary-soft', 'link'],
  ...['destructive', 'destructive-solid', 'destructive-soft', 'success', 'success-soft'],
  ...['warning', 'warning-soft', 'sidebar', 'sidebar-foreground', 'sidebar-accent'],
]
