import type { ReactNode } from 'react'
import { Body, Container, Head, Heading, Html, Link, Preview, Section, Text } from 'react-email'
import { brand } from '@/lib/brand'
import { Mark } from './mark'
import { colors, fontFamily, styleSheet } from './theme'

export function Layout({
  preview,
  heading,
  reason,
  children,
}: {
  preview: string
  heading: string
  reason: string
  children: ReactNode
}) {
  return (
    <Html lang="en">
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta
          name="format-detection"
          content="telephone=no, date=no, address=no, email=no, url=no"
        />
        <style>{styleSheet}</style>
      </Head>
      <Body
        className="page"
        style={{ margin: 0, padding: '40px 16px', backgroundColor: colors.page, fontFamily }}
      >
        <Preview>{preview}</Preview>
        <Container style={{ maxWidth: 520 }}>
          <Mark />
          <Section
            className="card"
            style={{
              padding: '32px 32px 16px',
              backgroundColor: colors.card,
              border: `1px solid ${colors.rule}`,
              borderRadius: 12,
            }}
          >
            <Heading as="h1" data-skip-in-text="true" className="ink" style={headingStyle}>
              {heading}
            </Heading>
            {children}
          </Section>
          <Text className="quiet" style={{ ...footerStyle, marginTop: 20 }}>
            {reason}
          </Text>
          <Text className="quiet" style={footerStyle}>
            {`${brand.company}, ${brand.postalAddress}`}
          </Text>
        </Container>
      </Body>
    </Html>
  )
}

export function Paragraph({ children }: { children: ReactNode }) {
  return (
    <Text className="ink" style={{ ...textStyle, color: colors.ink }}>
      {children}
    </Text>
  )
}

export function Quiet({ children }: { children: ReactNode }) {
  return (
    <Text className="quiet" style={{ ...textStyle, fontSize: 14, color: colors.quiet }}>
      {children}
    </Text>
  )
}

export function ForgotPassword({ url }: { url: string }) {
  return (
    <Quiet>
      Forgot your password?{' '}
      <Link
        href={url}
        className="link"
        style={{ color: colors.accent, textDecoration: 'underline' }}
      >
        Reset it here
      </Link>
    </Quiet>
  )
}

const headingStyle = {
  margin: '0 0 16px',
  color: colors.ink,
  fontSize: 20,
  lineHeight: '28px',
  fontWeight: 600,
  letterSpacing: '-0.3px',
  overflowWrap: 'anywhere',
} as const

const textStyle = {
  margin: '0 0 16px',
  fontSize: 15,
  lineHeight: '24px',
  overflowWrap: 'anywhere',
} as const

const footerStyle = {
  margin: '6px 5px 0',
  color: colors.quiet,
  fontSize: 12,
  lineHeight: '18px',
}
