import { z } from 'zod'
import { PLAN_IDS } from './billing/plans'
import { brand } from './brand'
import { readAppUrl, readTenancy } from './tenancy/config'
import { isLoopbackUrl } from './tenancy/loopback'

const identifier = z
  .string()
  .regex(
    /^[a-z_][a-z0-9_]{0,62}$/,
    'must be a lower-case PostgreSQL role name, for example app_user',
  )

const count = (least: number, problem: string) =>
  z.coerce.number(problem).int(problem).min(least, problem)

export const ENCODE_PASSWORD =
  'Percent-encode special characters of the password, for example $ as %24 and # as %23: in .env files $ begins a variable and # a comment'

const databaseUrl = z
  .string({ error: 'is missing: write postgres://user:password@host:5432/database' })
  .refine(
    isPostgresUrl,
    `must be a URL such as postgres://user:password@host:5432/database. ${ENCODE_PASSWORD}`,
  )

const database = z.object({
  TENANT_ISOLATION: z.enum(['row', 'schema'], 'must be row or schema').default('row'),
  DATABASE_URL: databaseUrl,
  DATABASE_URL_DIRECT: databaseUrl.optional(),
  DATABASE_POOL_SIZE: count(1, 'must be a number from 1, for example 10').default(10),
  DATABASE_USER_ROLE: identifier.default('app_user'),
  DATABASE_SYSTEM_ROLE: identifier.default('app_system'),
})

const application = z.object({
  TENANT_RESOLUTION: z.string().default('path'),
  ROOT_DOMAIN: z.string().optional(),
  APP_URL: z.url({
    protocol: /^https?$/,
    error: 'must be a URL, for example https://app.example.com',
  }),
  AUTH_SECRET: z
    .string({ error: 'is missing: write the output of `openssl rand -base64 33`' })
    .min(32, 'is too short: write the output of `openssl rand -base64 33`'),
  SESSION_DAYS: count(1, 'must be a number from 1, for example 90').default(90),
  MAX_PENDING_INVITATIONS: count(1, 'must be a number from 1, for example 200').default(200),
  PLAN: z.enum(PLAN_IDS, `must be one of ${PLAN_IDS.join(', ')}`).default('business'),
  RESEND_API_KEY: z.string().optional(),
  SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      error: 'must be a URL, for example smtp://user:password@smtp.example.com:587',
    })
    .optional(),
  MAILS_PER_SECOND: count(1, 'must be a number from 1, for example 2').default(2),
  MAIL_FROM: z
    .string({ error: 'is missing: write a sender, for example Acme <hello@acme.com>' })
    .regex(/@/, 'must be a sender, for example Acme <hello@acme.com>'),
  PROXIES: count(0, 'must be a number from 0, for example 1').default(0),
  WORKER: z.enum(['server', 'separate'], 'must be server or separate').default('server'),
  DATA_DIR: z.string().default('.data'),
  LOCAL_MODE: z.enum(['0', '1'], 'must be 1, 0 or unset').optional(),
  AUTH_GITHUB_ID: z.string().optional(),
  AUTH_GITHUB_SECRET: z.string().optional(),
  AUTH_GOOGLE_ID: z.string().optional(),
  AUTH_GOOGLE_SECRET: z.string().optional(),
  AUTH_OIDC_ISSUER: z
    .url({ error: 'must be a URL, for example https://login.example.com', abort: true })
    .refine(
      (url) => url.startsWith('https:') || isLoopbackUrl(url),
      'must begin with https, for example https://login.example.com',
    )
    .optional(),
  AUTH_OIDC_ID: z.string().optional(),
  AUTH_OIDC_SECRET: z.string().optional(),
  S3_ENDPOINT: z
    .url({
      protocol: /^https?$/,
      error: 'must be a URL, for example https://s3.eu-central-1.amazonaws.com',
    })
    .optional(),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().default('auto'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  AUTH_OIDC_NAME: z.string().max(40, 'must have at most 40 characters').default('SSO'),
})

/** Of each sign-in provider, which has a button if all of them are set, and of the file storage. */
const TOGETHER = [
  ['AUTH_GITHUB_ID', 'AUTH_GITHUB_SECRET'],
  ['AUTH_GOOGLE_ID', 'AUTH_GOOGLE_SECRET'],
  ['AUTH_OIDC_ISSUER', 'AUTH_OIDC_ID', 'AUTH_OIDC_SECRET'],
  ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
]

type DatabaseEnv = ReturnType<typeof parseDatabaseEnv>
export type Env = ReturnType<typeof parseEnv>
export type Isolation = DatabaseEnv['TENANT_ISOLATION']

type Variables = Record<string, string | undefined>

export const DATABASE_VARIABLES = Object.keys(database.shape)
export const ALL_VARIABLES = [...DATABASE_VARIABLES, ...Object.keys(application.shape)]

let parsed: Env | undefined
let parsedDatabase: DatabaseEnv | undefined

/** Everything but the database variables. */
export function env(): Env {
  parsed ??= parseEnv(process.env)
  return parsed
}

/** What `db/` and most commands need. A release job has no other variables. */
export function databaseEnv(): DatabaseEnv {
  parsedDatabase ??= parseDatabaseEnv(process.env)
  return parsedDatabase
}

export function parseDatabaseEnv(variables: Variables) {
  const given = withoutBlanks(variables)
  const { data, error } = database.safeParse({
    ...given,
    DATABASE_URL: given.DATABASE_URL ?? given.DATABASE_URL_DIRECT,
  })
  if (error) throw new Error(error.issues.map(describeIssue).join('\n'))
  return { ...data, DATABASE_URL_DIRECT: data.DATABASE_URL_DIRECT ?? data.DATABASE_URL }
}

/** Throws an error that names every problem, also of the database variables. */
export function parseEnv(variables: Variables) {
  const given = withoutBlanks(variables)
  const local = isLocalMode(given)
  const result = application.safeParse({
    ...given,
    APP_URL: readAppUrl(given),
    MAIL_FROM: given.MAIL_FROM ?? (local ? `${brand.name} <hello@localhost>` : undefined),
  })
  const issues = [database.safeParse(given), result].flatMap(({ error }) => error?.issues ?? [])
  const problems = issues.map(describeIssue)
  if (given.RESEND_API_KEY && given.SMTP_URL) {
    problems.push('RESEND_API_KEY and SMTP_URL are both set: remove one.')
  }
  if (!local && !given.RESEND_API_KEY && !given.SMTP_URL) {
    problems.push(
      'RESEND_API_KEY is missing: write an API key from resend.com/api-keys, or set SMTP_URL.',
    )
  }
  if (!local && !given.DATABASE_URL && isLoopbackUrl(readAppUrl(given))) {
    problems.push('To try the app on this machine with demo data, set LOCAL_MODE=1.')
  }
  problems.push(...TOGETHER.flatMap((names) => describeMissing(names, given)))
  const tenancy = URL.canParse(readAppUrl(given)) && tryRead(() => readTenancy(given), problems)
  if (!result.success || !tenancy || problems.length) throw new Error(problems.join('\n'))
  return { ...result.data, local, tenancy, s3: readS3(result.data) }
}

function readS3({ S3_ENDPOINT, S3_BUCKET, S3_REGION, ...keys }: z.infer<typeof application>) {
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = keys
  if (!S3_ENDPOINT || !S3_BUCKET || !accessKeyId || !secretAccessKey) return undefined
  const place = { endpoint: S3_ENDPOINT, bucket: S3_BUCKET, region: S3_REGION }
  return { ...place, accessKeyId, secretAccessKey }
}

/**
 * True with `LOCAL_MODE=1`. In development also without it and without a database URL, if `APP_URL` is on
 * localhost. Throws if `LOCAL_MODE=1` meets another `APP_URL`.
 */
export function isLocalMode(variables: Variables): boolean {
  const { LOCAL_MODE, NODE_ENV, ...given } = withoutBlanks(variables)
  const isLoopback = isLoopbackUrl(readAppUrl(given))
  if (LOCAL_MODE === '1' && !isLoopback) {
    throw new Error(
      'LOCAL_MODE=1 requires an APP_URL on localhost, because local mode has known passwords and a mailbox that everyone can read. Unset LOCAL_MODE.',
    )
  }
  if (LOCAL_MODE) return LOCAL_MODE === '1'
  const hasDatabase = given.DATABASE_URL || given.DATABASE_URL_DIRECT
  return isLoopback && !hasDatabase && NODE_ENV !== 'production'
}

function withoutBlanks(variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()))
}

function isPostgresUrl(value: string) {
  const url = value.replace('@/', '@host/') // without a host, the parameter `host` names a socket
  return /^postgres(ql)?:\/\//.test(url) && URL.canParse(url) && !new URL(url).hash
}

function describeMissing(names: string[], given: Variables): string[] {
  const missing = names.filter((name) => !given[name])
  if (!missing.length || missing.length === names.length) return []
  return [`Set all of ${names.join(', ')}, or none. Missing: ${missing.join(', ')}.`]
}

function tryRead<T>(read: () => T, problems: string[]): T | undefined {
  try {
    return read()
  } catch (error) {
    problems.push((error as Error).message)
  }
}

function describeIssue(issue: z.core.$ZodIssue): string {
  return `${issue.path.join('.')} ${issue.message}.`
}
