import { Button, Link, Section, Text } from 'react-email'
import { colors } from './theme'

// `_self`, because react-email's default `_blank` would open a tab from the local mailbox.
/** A button with its URL below, for mail clients that do not show buttons. */
export function CallToAction({ label, url }: { label: string; url: string }) {
  return (
    <Section style={{ margin: '24px 0 16px' }}>
      <Button href={url} target="_self" style={buttonStyle}>
        {label}
      </Button>
      <Text data-skip-in-text="true" className="quiet" style={urlStyle}>
        Or paste this link into your browser:
        <br />
        <Link
          href={url}
          target="_self"
          className="link"
          style={{ color: colors.accent, wordBreak: 'break-all' }}
        >
          {url}
        </Link>
      </Text>
    </Section>
  )
}

const buttonStyle = {
  padding: '12px 20px',
  backgroundColor: colors.accent,
  borderRadius: 8,
  color: '#ffffff',
  fontSize: 15,
  fontWeight: 600,
}

const urlStyle = { margin: '20px 0 0', color: colors.quiet, fontSize: 13, lineHeight: '20px' }
