import { parseEnv } from '@/lib/env'

export const PRODUCTION = {
  APP_URL: 'https://app.example.com',
  DATABASE_URL: 'postgres://user:password@db.example.com:5432/app',
  AUTH_SECRET: 'x'.repeat(32),
  RESEND_API_KEY: 're_123',
  MAIL_FROM: 'Acme <hello@acme.com>',
}

/** The message with which a server refuses these variables, or `none`. */
export function problemOf(variables: Record<string, string>): string {
  try {
    parseEnv(variables)
  } catch (error) {
    return (error as Error).message
  }
  return 'none'
}
