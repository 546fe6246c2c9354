import type { MailboxEntry } from '@/lib/mail/mailbox'
import { paths } from '@/lib/tenancy/paths'

/** The HTML of a mail with its subject, its recipient and a way back above it. */
export function withMailHeader({ id, subject, to, html }: MailboxEntry): string {
  const header = `
    <style>
      .mail-header { display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: center; padding: 12px 20px;
        background: #18181b; color: #fafafa; font: 14px/20px ui-sans-serif, system-ui, sans-serif; }
      .mail-header p { flex: 1 1 16rem; min-width: 0; margin: 0; overflow-wrap: anywhere; }
      .mail-header span { color: #a1a1aa; }
      .mail-header a { padding: 12px 0; color: #fafafa; }
    </style>
    <header class="mail-header">
      <a href="${paths.mailbox()}">Back to the mailbox</a>
      <p><strong>${escapeHtml(subject)}</strong><br /><span>To ${escapeHtml(to)}</span></p>
      <a href="${paths.mail(id)}?text">Plain text</a>
    </header>`
  return html
    .replace('</head>', () => `<title>${escapeHtml(subject)}</title></head>`)
    .replace(/<body[^>]*>/, (body) => body + header)
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char)
