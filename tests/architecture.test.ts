import { readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import path from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { isReserved } from '@/lib/tenancy/slugs'
import { query } from './setup/databases'
import { below, directiveIn, nodesIn, reachOf, type Source, sources } from './source'

const ours = sources.filter(({ path }) => !path.startsWith('tests/'))

describe('imports', () => {
  /** What each part may import of the others. */
  const PARTS: Record<string, string[]> = {
    'app/': ['components/', 'emails/', 'lib/'],
    'components/': ['lib/'],
    'lib/': ['db/', 'emails/'],
    'db/': ['lib/env.ts', 'lib/errors.ts', 'lib/orgs/roles.ts'],
    'emails/': [],
  }
  const EXCEPTIONS: Record<string, string[]> = {
    'app/api/health/route.ts': ['db/transactions.ts'],
    'lib/seed/seed-many.ts': ['lib/auth/password.ts'],
    'lib/seed/seed.ts': ['lib/auth/password.ts', 'lib/jobs/add-job.ts'],
  }

  test.each(Object.entries(PARTS))('%s imports only of %j', (part, allowed) => {
    const others = Object.keys(PARTS).filter((other) => other !== part)
    const wrong = below(part).flatMap((source) =>
      source.imports
        .map(({ from }) => from)
        .filter((from) => others.some((other) => from.startsWith(other)))
        .filter((from) => !allowed.some((start) => from.startsWith(start)))
        .filter((from) => !EXCEPTIONS[source.path]?.includes(from))
        .map((from) => `${source.path} -> ${from}`),
    )
    expect(wrong).toEqual([])
  })

  test('of services and the database, only these know of Next or React', () => {
    const knowing = below('lib/', 'db/').filter((source) =>
      [...reachOf(source).keys()].some((from) =>
        /^(next|next-auth|react|react-dom)(\/|$)/.test(from),
      ),
    )
    expect(paths(knowing)).toEqual([
      'lib/auth/actions.ts',
      'lib/auth/auth.ts',
      'lib/auth/guards.ts',
      'app/_shell/actions.ts',
      'lib/orgs/actions.ts',
      'lib/orgs/redirect-to.ts',
      'lib/orgs/guards.ts',
    ])
  })

  test('what runs in the browser reaches no database, service or configuration', () => {
    const inBrowser = ours.filter(({ directive }) => directive === 'use client')
    expect(inBrowser).not.toEqual([])
    const wrong = inBrowser.flatMap((source) =>
      waysTo((from) => isOfDatabase(from) || isOfServer(from), reachOf(source, isAction)),
    )
    expect(wrong).toEqual([])
  })

  test('what routes reaches no database', () => {
    const routing = below('middleware.ts', 'lib/tenancy/')
    expect(routing.flatMap((source) => waysTo(isOfDatabase, reachOf(source)))).toEqual([])
  })

  test('only the database and the worker know of connections', () => {
    const knowing = ours.filter(
      ({ path, imports }) =>
        !path.startsWith('db/') &&
        imports.some(({ from }) => isDriver(from) || from === 'db/client.ts'),
    )
    expect(paths(knowing)).toEqual(['lib/jobs/worker.ts'])
  })

  test('only these see all tenants', () => {
    const callers = ours.filter(({ imports }) =>
      imports.some(
        ({ from, names }) =>
          from === 'db/transactions.ts' && (names.includes('asSystem') || names.includes('*')),
      ),
    )
    expect(paths(callers)).toEqual([
      'app/api/health/route.ts',
      'lib/seed/seed-many.ts',
      'lib/seed/seed.ts',
      'db/migrate/describe-tenants.ts',
      'lib/auth/adapter.ts',
      'lib/auth/emails.ts',
      'lib/auth/password-reset.ts',
      'lib/auth/sign-in.ts',
      'lib/auth/sign-up.ts',
      'lib/auth/throttle.ts',
      'lib/jobs/clean-up.ts',
      'lib/orgs/invitations.ts',
      'lib/orgs/join-by-invitation.ts',
      'lib/orgs/emails.ts',
      'lib/orgs/purge.ts',
      'lib/orgs/claim-slug.ts',
    ])
  })
})

describe('pages and routes', () => {
  const entries = below('app/').filter(({ path }) =>
    /\/(page|layout|template|default|route|icon|apple-icon|\w+-image)\.\w+$/.test(path),
  )
  const ORG = { guards: ['requireOrgMember', 'requireOrgAdmin'], of: 'lib/orgs/guards.ts' }
  const ADMIN = { guards: ['requireOrgAdmin'], of: 'lib/orgs/guards.ts' }
  const USER = { guards: ['requireUser'], of: 'lib/auth/guards.ts' }

  /** Who may see what is below; the longest start counts. */
  const GUARDED: Record<string, typeof ORG | 'in local mode' | 'for everybody'> = {
    'app/[orgSlug]/': ORG,
    'app/[orgSlug]/settings/': ADMIN,
    'app/account/': USER,
    'app/dev/': 'in local mode',
    'app/invitations/': USER,
    'app/invitations/[token]/': 'for everybody',
    'app/orgs/': USER,
    'app/(auth)/': 'for everybody',
    'app/(marketing)/': 'for everybody',
    'app/api/auth/': 'for everybody',
    'app/api/health/': 'for everybody',
    'app/api/projects/': ORG,
    'app/layout.tsx': 'for everybody',
  }

  test.each(entries)('$path starts with its guard', (source) => {
    const folder = Object.keys(GUARDED)
      .filter((start) => source.path.startsWith(start))
      .reduce((longest, start) => (start.length > longest.length ? start : longest), '')
    const guard = GUARDED[folder]
    expect(guard, 'Say in GUARDED who may see it.').toBeDefined()
    if (!guard || guard === 'for everybody') return

    const functions = source.exports.filter(({ value }) => !isConstant(value))
    const unguarded = functions.filter(({ value }) =>
      guard === 'in local mode'
        ? firstStatementOf(value)?.getText() !== ONLY_LOCAL
        : !guard.guards.includes(guardAwaitedBy(value, source, guard.of) ?? ''),
    )
    expect(functions).not.toEqual([])
    expect(unguarded.map(({ name }) => name)).toEqual([])
  })

  test('nothing streams before the guard of an org has answered', () => {
    const loading = below('app/').filter(({ path }) =>
      /^app\/(\[orgSlug\]\/(.*\/)?)?loading\.\w+$/.test(path),
    )
    expect(paths(loading)).toEqual([])
  })

  test('no org can have the address of a page', () => {
    const names = [...segmentsIn('app'), ...segmentsIn('app/[orgSlug]')]
    expect(names).toEqual(expect.arrayContaining(['sign-in', 'orgs', 'dashboard', 'projects']))
    expect(names.filter((name) => !isReserved(name))).toEqual([])
  })
})

describe('actions', () => {
  const WRAPPERS: Record<string, string> = {
    publicAction: 'lib/auth/actions.ts',
    userAction: 'lib/auth/actions.ts',
    orgAction: 'lib/orgs/actions.ts',
  }

  test('every action is made by a wrapper', () => {
    const actions = ours.filter(isAction)
    expect(actions).not.toEqual([])
    const bare = actions.flatMap((source) =>
      source.exports
        .filter(({ value }) => {
          const wrapper = value && ts.isCallExpression(value) ? value.expression.getText() : ''
          return !imports(source, wrapper, WRAPPERS[wrapper])
        })
        .map(({ name }) => `${source.path}: ${name}`),
    )
    expect(bare).toEqual(['app/_shell/actions.ts: signOutAction'])
  })

  test('those of local mode are nowhere else', () => {
    const actions = below('app/dev/').filter(isAction)
    expect(actions).not.toEqual([])
    const everywhere = actions.flatMap((source) =>
      source.exports
        .filter(({ value }) => {
          const run = value && ts.isCallExpression(value) ? value.arguments.at(-1) : undefined
          return firstStatementOf(run)?.getText() !== ONLY_LOCAL
        })
        .map(({ name }) => name),
    )
    expect(everywhere).toEqual([])
  })

  test('every action is called one', () => {
    const names = ours.filter(isAction).flatMap((source) => source.exports.map(({ name }) => name))
    expect(names.filter((name) => !name.endsWith('Action'))).toEqual([])
  })

  test('no action hides inside another file', () => {
    const hiding = ours.filter((source) =>
      nodesIn(source).some(
        (node) => directiveIn(node) === 'use server' && node !== source.ast.statements[0],
      ),
    )
    expect(paths(hiding)).toEqual([])
  })
})

describe('tables', () => {
  const url = () => process.env.DATABASE_URL ?? ''

  test('the key of every table of orgs starts with the org', async () => {
    const keys = await query<{ table: string; key: string[] }>(
      url(),
      `select c.oid::regclass::text as table, array(
         select attname::text from unnest(indkey) with ordinality as k (number, position)
         join pg_attribute on attrelid = c.oid and attnum = number order by position) as key
       from pg_class c left join pg_index on indrelid = c.oid and indisprimary
       where c.relkind in ('r', 'p') and exists (select from pg_attribute
         where attrelid = c.oid and attname = 'org_id' and not attisdropped)`,
    )
    expect(keys).not.toEqual([])
    expect(keys.filter(({ key }) => key[0] !== 'org_id' || key.length < 2)).toEqual([])
  })

  test('a foreign key of a tenant table stays inside its org and its schema', async () => {
    const wrong = await query(
      url(),
      `select conname from pg_constraint
       join pg_class child on child.oid = conrelid join pg_class parent on parent.oid = confrelid
       where contype = 'f' and child.relnamespace = 'tenant'::regnamespace
         and (parent.relnamespace <> child.relnamespace or confdeltype = 'n'
           or (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1])
             <> 'org_id')`,
    )
    expect(wrong).toEqual([])
  })

  // Moving an org to another schema would have to carry where each of them is.
  test('tenant tables count nothing: their ids are drawn', async () => {
    const counters = await query(
      url(),
      `select relname as name from pg_class
       where relnamespace = 'tenant'::regnamespace and relkind = 'S'`,
    )
    expect(counters).toEqual([])
  })

  test('the schema of tenants stands by itself, without types of its own', () => {
    const files = below('db/schema/tenant/')
    const imported = files.flatMap(({ imports }) => imports.map(({ from }) => from))
    const allowed = /^(drizzle-orm(\/pg-core)?|db\/schema\/columns\.ts|db\/schema\/tenant\/.*)$/
    expect(imported.filter((from) => !allowed.test(from))).toEqual([])
    expect(identifiersIn(files)).toContain('pgTable')
    expect(identifiersIn(files)).not.toContain('pgEnum')
  })

  test('migrations of tenants name no schema and create no type', () => {
    const folder = 'db/migrations/tenant'
    const files = readdirSync(folder).filter((name) => name.endsWith('.sql'))
    expect(files).not.toEqual([])
    for (const name of files) {
      const text = readFileSync(path.join(folder, name), 'utf8')
      expect(text, name).not.toMatch(/"?\bpublic\b"?\s*\.|create type/i)
    }
  })
})

describe('files', () => {
  test('none switches the checks off', () => {
    const wrong = sources.filter(
      (source) =>
        /\/[/*]\s*@ts-(ignore|nocheck|expect-error)/.test(source.text) ||
        nodesIn(source).some(({ kind }) => kind === ts.SyntaxKind.AnyKeyword) ||
        identifiersIn([source]).includes('dangerouslySetInnerHTML'),
    )
    expect(paths(wrong)).toEqual([])
  })

  test('none is long', () => {
    const long = ours
      .filter(({ path }) => !path.startsWith('components/ui/'))
      .filter(({ text }) => text.trimEnd().split('\n').length > 300)
    expect(paths(long)).toEqual([])
  })

  test('.env.example names every variable', () => {
    const names = variables()
    expect(names).toContain('DATABASE_URL')
    const example = readFileSync('.env.example', 'utf8')
    expect(names.filter((name) => !new RegExp(`^(# ?)?${name}=`, 'm').test(example))).toEqual([])
  })
})

const ONLY_LOCAL = 'if (!env().local) notFound()'

const paths = (found: Source[]) => found.map(({ path }) => path)

const isAction = ({ directive }: Source) => directive === 'use server'

const isDriver = (from: string) => /^(pg|postgres|drizzle-orm\/(node-)?postgres(-js)?)$/.test(from)

const isOfDatabase = (from: string) => from.startsWith('db/') || isDriver(from)

const isOfServer = (from: string) => from === 'lib/env.ts' || isBuiltin(from)

function waysTo(isTarget: (from: string) => boolean, reach: Map<string, string>): string[] {
  return [...reach].filter(([from]) => isTarget(from)).map(([, way]) => way)
}

function imports(source: Source, name: string, from: string | undefined): boolean {
  return source.imports.some((found) => found.from === from && found.names.includes(name))
}

/** Such as `metadata`: an export that is data, and that no request runs. */
function isConstant(value: ts.Node | undefined): boolean {
  if (!value) return false
  if (ts.isSatisfiesExpression(value) || ts.isAsExpression(value))
    return isConstant(value.expression)
  return ts.isObjectLiteralExpression(value) || ts.isLiteralExpression(value) || isBoolean(value)
}

function isBoolean({ kind }: ts.Node) {
  return kind === ts.SyntaxKind.TrueKeyword || kind === ts.SyntaxKind.FalseKeyword
}

function firstStatementOf(value: ts.Node | undefined): ts.Statement | undefined {
  const isFunction =
    value &&
    (ts.isFunctionDeclaration(value) || ts.isFunctionExpression(value) || ts.isArrowFunction(value))
  return isFunction && value.body && ts.isBlock(value.body) ? value.body.statements[0] : undefined
}

/** The name of the guard that a function's first statement awaits, with the slug of the address. */
function guardAwaitedBy(value: ts.Node | undefined, source: Source, file: string) {
  const statement = firstStatementOf(value)
  const awaited =
    /^(?:const [^=]+ = )?await (\w+)\((?:\(await (?:\w+\.)?params\)\.orgSlug|await requestedOrg\(request\))?\)$/.exec(
      statement?.getText() ?? '',
    )?.[1]
  return awaited && imports(source, awaited, file) ? awaited : undefined
}

/** The first segments of the URLs below a folder: groups stand for what is in them. */
function segmentsIn(folder: string): string[] {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )
  return folders.flatMap(({ name }) => {
    if (/^[(@]/.test(name)) return segmentsIn(`${folder}/${name}`)
    return /^[[_]/.test(name) ? [] : [name]
  })
}

function identifiersIn(files: Source[]): string[] {
  return files.flatMap((source) =>
    nodesIn(source)
      .filter(ts.isIdentifier)
      .map(({ text }) => text),
  )
}

/** The keys of the schema in lib/env.ts. */
function variables(): string[] {
  const [source] = below('lib/env.ts')
  const literal = source && nodesIn(source).find(ts.isObjectLiteralExpression)
  return literal?.properties.map(({ name }) => name?.getText() ?? '') ?? []
}
