import type { LegalText } from '@/lib/brand'

export function LegalPage({ title, updated, sections }: LegalText) {
  return (
    <main className="mx-auto w-full max-w-2xl flex-1 px-4 py-14 sm:px-8 sm:py-20">
      <h1 className="font-semibold text-3xl tracking-[-0.03em] sm:text-4xl">{title}</h1>
      <p className="mt-3 text-muted-foreground text-sm">Last updated on {updated}</p>
      {sections.map(({ title, text }) => (
        <section key={title} className="mt-9">
          <h2 className="font-semibold text-lg">{title}</h2>
          <p className="mt-2 text-muted-foreground leading-7 [overflow-wrap:anywhere]">{text}</p>
        </section>
      ))}
    </main>
  )
}
