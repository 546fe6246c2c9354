import { brand } from '../brand'
import { splitOrgPath, withQuery } from '../tenancy/paths'
import { ERROR_PAGES, type ErrorStatus } from './error-pages'

/** A complete page without scripts. Next sends an empty one, which only JavaScript fills. */
export function errorDocument(status: ErrorStatus, url: string, nonce: string): string {
  const { title, text, ...page } = ERROR_PAGES[status]
  const action = status === 403 ? backToDashboard(url) : page.action
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · ${brand.name}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<header>${LOGO}${brand.name}</header>
<main>
<p class="code">${status}</p>
<h1>${title}</h1>
<p class="text">${text}</p>
<a href="${action.href}">${action.label}</a>
</main>
</body>
</html>
`
}

/** From the URL of a page of the org, in the form of any strategy. */
function backToDashboard(url: string) {
  const [path = '', query] = url.split('?')
  const { slug } = splitOrgPath(path)
  const org = new URLSearchParams(query).get('org') ?? undefined
  return { label: 'Back to dashboard', href: slug ? `/${slug}` : withQuery('/dashboard', { org }) }
}

const LOGO = `<svg viewBox="0 0 24 24" width="22" height="22" fill="currentColor" aria-hidden="true">${brand.mark
  .map(({ d, opacity }) => `<path d="${d}" opacity="${opacity}"/>`)
  .join('')}</svg>`

// The colors and sizes of app/globals.css and components/message.tsx. The font of the app is in the build of Next,
// which may be what failed.
const STYLE = `
:root { color-scheme: light dark; --background: oklch(0.988 0.001 264); --foreground: oklch(0.205 0.014 264);
  --muted: oklch(0.495 0.015 264); --primary: ${brand.colors.light}; --ring: ${brand.colors.light} }
@media (prefers-color-scheme: dark) { :root { --background: oklch(0.165 0.006 264);
  --foreground: oklch(0.955 0.003 264); --muted: oklch(0.705 0.012 264); --ring: ${brand.colors.dark} } }
body { margin: 0; min-height: 100dvh; display: flex; flex-direction: column; background: var(--background);
  color: var(--foreground); font: 16px/1.5 system-ui, sans-serif }
header { padding-top: 2rem; display: flex; align-items: center; justify-content: center; gap: 0.5rem;
  font-size: 1.0625rem; font-weight: 600; letter-spacing: -0.03em }
header svg { color: var(--ring) }
main { flex: 1; display: flex; flex-direction: column; align-items: center;
  justify-content: center; padding: 0 1rem; text-align: center }
.code { margin: 0; color: var(--muted); font: 500 0.875rem/1.25rem ui-monospace, monospace }
h1 { margin: 0.75rem 0 0; font-size: 1.5rem; font-weight: 600; line-height: 2rem }
.text { margin: 0.5rem 0 1.5rem; max-width: 28rem; color: var(--muted); text-wrap: balance }
a { padding: 0.5rem 1rem; border-radius: 0.375rem; background: var(--primary); color: white;
  font-size: 0.875rem; font-weight: 500; line-height: 1.25rem; text-decoration: none }
@media (pointer: coarse) { a { padding-block: 0.75rem } }
a:focus-visible { outline: 2px solid var(--ring); outline-offset: 2px }
`
