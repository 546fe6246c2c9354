import { Button, Link, Section, Text } from 'react-email'
import { colors } from './theme'

// Mail clients open links as they like; the mailbox of local mode shows mail as a page of its own.
/** A button, and the address bare beneath it for whoever's client shows no buttons. */
export function CallToAction({ label, url }: { label: string; url: string }) {
  return (
    <Section style={{ margin: '24px 0 16px' }}>
      <Button href={url} target="_self" style={buttonStyle}>
        {label}
      </Button>
      <Text data-skip-in-text="true" className="quiet" style={bareStyle}>
        Or paste this address into your browser:
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

const bareStyle = { margin: '20px 0 0', color: colors.quiet, fontSize: 13, lineHeight: '20px' }
