import { brand } from '@/lib/brand'

export const colors = {
  page: '#f6f7f8',
  card: '#ffffff',
  rule: '#e4e5e9',
  ink: '#16181d',
  quiet: '#5f6470',
  accent: brand.colors.light,
}

export const fontFamily =
  "Geist, -apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"

// Inline styles have precedence, hence !important.
export const styleSheet = `
@media (max-width: 480px) {
  .card > tbody > tr > td { padding: 24px 22px 8px !important; }
}
@media (prefers-color-scheme: dark) {
  .page, .page > table > tbody > tr > td { background-color: #111215 !important; }
  .card { background-color: #191b1f !important; border-color: #2b2e34 !important; }
  .rule { border-color: #2b2e34 !important; }
  .ink { color: #f1f2f4 !important; }
  .quiet { color: #a3a7b0 !important; }
  .cell { background-color: ${brand.colors.dark} !important; }
  .link { color: ${brand.colors.dark} !important; }
}
`
