import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

type Rule = [pattern: RegExp, replacement: string]

/** For every file that stays. */
const EVERYWHERE: Rule[] = [
  [/\bdb\/schema\/(system|tenant)\//g, 'db/schema/'],
  [/\blib\/tenancy\b/g, 'lib/site'],
  [/(['"/])tenancy\//g, '$1site/'],
  [/\breadTenancy\b/g, 'readSite'],
  [/\bgetTenancy\b/g, 'getSite'],
  [/\bTenancy\b/g, 'Site'],
  [/\btenancy\b/g, 'site'],
  [/\bpaths\.orgs\b/g, 'paths.projects'],
  [/\(await landingPath\(user\)\)/g, 'paths.projects'],
  [/\bapp\.org_id\b/g, 'app.user_id'],
  [/\bcookieDomain, /g, ''],
  [/^ *domain: cookieDomain\(site\),\n/gm, ''],
  [/(?<!function )\bappUrl\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)/g, '$1'],
  [
    /import \{ (appUrl, )?redirectTo \} from '@\/lib\/urls'/g,
    "import { redirect } from 'next/navigation'",
  ],
  [/\bawait redirectTo\(/g, 'redirect('],
  [/\bredirectTo\(/g, 'redirect('],
]

/** A name of one's own stays. */
const BRAND: Rule[] = [[/^const name = '.*enant.*'$/m, "const name = 'Newapp'"]]

/** Adds the seed of projects to the list of seeds. */
const SEEDS: Rule[] = [
  [/(import type \{ Actor \}.*\n)/, "$1import { seedProjects } from '@/lib/projects/seed'\n"],
  [/They fill an org of the demo, and skip what exists\./, 'They fill a demo account.'],
  [/(\n *\/\/ Parents come before .*\n)/, '$1  seedProjects,\n'],
]

/** A row that shows what the user prefers, such as dates, gets the user instead of the scope. */
const ROW: Rule[] = [
  [/\{ scope, /g, '{ user, '],
  [/\bscope: OrgScope; /g, 'user: Actor; '],
]

const PAGE_WITH_ROWS: Rule[] = [[/(<\w+Row\b[^>]*) scope=\{scope\}/g, '$1 user={user}']]

const SCHEMA: Rule[] = [[/'\.\.\/(columns|roles)'/g, "'./$1'"]]

/** For the files of a resource, of the sample and of those that were generated. */
const RESOURCE: Rule[] = [
  // Imports
  [/^import .* from '@\/lib\/(orgs|audit|billing)\/(permissions|record|entitlements)'\n/gm, ''],
  [
    /import type \{ OrgScope \} from '@\/lib\/orgs\/scope'/g,
    "import type { Actor } from '@/lib/auth/accounts'",
  ],
  [
    /import \{ requireOrgMember \} from '@\/lib\/orgs\/guards'/g,
    "import { requireUser } from '@/lib/auth/guards'",
  ],
  [
    /import \{ requireApiMember \} from '@\/lib\/orgs\/guards'/g,
    "import { requireApiUser } from '@/lib/auth/guards'",
  ],
  [
    /import \{ orgAction \} from '@\/lib\/orgs\/actions'/g,
    "import { userAction } from '@/lib/auth/actions'",
  ],
  [/\.bind\(null, (org\.id|orgId|props\.orgId)\)/g, ''],
  // Table
  [
    /, tenantColumns \} from '\.\/columns'/g,
    " } from './columns'\nimport { ownedColumns } from './owned'",
  ],
  [/\btenantColumns\(\)/g, 'ownedColumns()'],
  [/^ *createdBy(Name)?: (uuid|text)\(.*\n/gm, ''],
  // Service
  [/^ *(if \(.*\) )?await (authorize|requireRoom|record)\(.*\n/gm, ''],
  [/^ *const creator = .*\n/gm, ''],
  [/\.\.\.creator, |, \.\.\.creator\b/g, ''],
  [/^ *createdByName: .*\n/gm, ''],
  [/\bscope\.org\.id\b/g, 'user.id'],
  [/\borgId: user\.id/g, 'userId: user.id'],
  [/(\w)\.orgId\b(?!\))/g, '$1.userId'],
  [/(\bt|\w{3,})\.orgId\b/g, '$1.userId'],
  [/\basOrg\(scope\b/g, 'asUser(user'],
  [/\basOrg\b/g, 'asUser'],
  // Pages and actions
  [/await requireOrgMember\(\(await params\)\.orgSlug\)/g, 'await requireUser()'],
  [/await requireApiMember\(request\)/g, 'await requireApiUser()'],
  [/\borgAction\b/g, 'userAction'],
  [/\baction\(orgId, /g, 'action('],
  [/\/\[orgSlug\]\//g, '/'],
  [/`\/\$\{scope\.org\.slug\}(\/[^`$]*)`/g, "'$1'"],
  [/`\/\$\{scope\.org\.slug\}/g, '`'],
  [/\borgUrl\((scope\.org|org), /g, 'pageUrl('],
  [/\borgUrl\b/g, 'pageUrl'],
  [/^ *(canDelete|orgId)(: \w+|=\{.*\})\n/gm, ''],
  [/ (canDelete|orgId)=\{can\([^)]*\)\}| orgId=\{[\w.]+\}/g, ''],
  [/\{canDelete && \(\n([\s\S]*?)\n *\)\}/g, '$1'],
  [/\{ params, searchParams \}: PageProps<'([^'[]*)'>/g, "{ searchParams }: PageProps<'$1'>"],
  [
    /\{\n *params,\n *searchParams,\n\}: PageProps<'([^'[]*)'>/g,
    "{ searchParams }: PageProps<'$1'>",
  ],
  [/\b(canDelete|orgId|createdByName), /g, ''],
  [/^ *(canDelete|orgId|createdByName),\n/gm, ''],
  [/\bthe org lacks\b/g, 'the user lacks'],
  [/ \| '(canDelete|orgId)'|'(canDelete|orgId)' \| /g, ''],
  [/\bscope\.user\b(?!\.)/g, 'user'],
  [/ scope=\{scope\}/g, ''],
  [/\{ scope: \{ org \} \}: \{ scope: OrgScope \}/g, ''],
  [/\{ scope(: \{ org \})?, /g, '{ '],
  [/\(\{\n +scope(: \{ org \})?,\n/g, '({\n'],
  [/^ +scope: OrgScope\n/gm, ''],
  [/\bscope: OrgScope; /g, ''],
  [/ & \{ scope: OrgScope \}/g, ''],
  [/\bscope: OrgScope\b/g, 'user: Actor'],
  [/\bscope\b/g, 'user'],
  [/^ *\{ name: 'Created by', .*\n/gm, ''],
  [/ of \$\{user\.org\.name\}/g, ''],
  [/ for everyone in the organization/g, ''],
  [/Only members of your organization see/g, 'Only you see'],
  [/ of this organization/g, ''],
]

/** For the definition of a resource. */
const DEFINITION: Rule[] = [
  [/^ {2}(permissions|activity): \{\n[\s\S]*?\n {2}\},\n/gm, ''],
  [/,? *permission: '[^']*'(,\n)?/g, ''],
  [/\{ type ActivityPart, defineResource \}/g, '{ defineResource }'],
  [/\n(type Data|\/\/ Older|function \w+Link)[\s\S]*$/g, ''],
]

/** For the tests of a resource: two people instead of two orgs. */
const RESOURCE_TEST: Rule[] = [
  // Browser tests
  [/^ *const acme = await createOrg\(ann, .*\n/gm, ''],
  [/await scopeOf\(ann, acme\)/g, 'actorOf(ann)'],
  [/`\$\{acme\}(\/[\w-]+)`/g, "'$1'"],
  [/import \{ createOrg, newUser, scopeOf \}/g, 'import { actorOf, newUser }'],
  [/import \{ createOrg, newUser \}/g, 'import { newUser }'],
  // Service tests
  [/^test\('only an admin [\s\S]*?^\}\)\n\n/gm, ''],
  [/^ *const creator = .*\n/gm, ''],
  [/, \.\.\.creator\b|\.\.\.creator, /g, ''],
  [/^ *createdBy(Name)?: .*\n/gm, ''],
  [
    /import type \{ OrgScope \} from '@\/lib\/orgs\/scope'/g,
    "import type { Actor } from '@/lib/auth/accounts'",
  ],
  [/\bTestOrg\b/g, 'Actor'],
  [/\b(scope|admin): OrgScope\b/g, 'user: Actor'],
  [/\b(acme|globex)\.admin\b/g, '$1'],
  [/\bscope\.(org|user)\.id\b|\badmin\.user\.id\b/g, 'user.id'],
  [/\bscope\.user\b/g, 'user'],
  [/\{ admin \}/g, 'user'],
  [/\b(admin|scope)\b(?!'| of)/g, 'user'],
  [/\basOrg\b/g, 'asUser'],
  [/\borgId\b/g, 'userId'],
  [/createOrg\('[^']*'\)/g, 'createUser()'],
  [/\bcreateOrg\b/g, 'createUser'],
  [/\bacme\b/g, 'ann'],
  [/\bglobex\b/g, 'bob'],
  [/'tenant\.(\w+)'/g, "'$1'"],
  [/\ban admin of another org\b/g, 'another person'],
  [/\bin (its|their) own org only\b/g, 'to its owner only'],
  [/\bof the own org\b/g, 'of the user'],
  [/\btheir own org\b/g, 'their owner'],
  [/\bof the same org\b/g, 'of the same person'],
  [/\bof another org\b/g, 'of another person'],
  [/\btwo orgs\b/g, 'two people'],
  [/\bof the org under attack\b/g, 'of the person under attack'],
  [/\bafter the user, with\b/g, 'after the user, with'],
]

/** The text of a file without organizations, as far as rules go. */
export function applyRules(text: string, file: string): string {
  const [folder, area = '', name = ''] = file.split('/')
  const isOf = (part: string) => existsSync(`lib/${part}/resource.ts`)
  const rules = [
    ...EVERYWHERE,
    ...(needsUser(file, text) ? ROW : []),
    ...(file.startsWith('app/(app)/') && hasRowsWithUser(file) ? PAGE_WITH_ROWS : []),
    ...(file.startsWith('db/schema/') ? SCHEMA : []),
    ...(file.startsWith('app/(app)/') ||
    (folder === 'lib' && isOf(area)) ||
    (file.startsWith('app/api/') && isOf(name)) ||
    /tenantColumns\(\)/.test(text)
      ? RESOURCE
      : []),
    ...(file === 'lib/brand.ts' ? BRAND : []),
    ...(file === 'lib/seed/resource-seeds.ts' ? [...RESOURCE, ...SEEDS] : []),
    ...(/^lib\/[^/]+\/resource\.ts$/.test(file) ? DEFINITION : []),
    ...(folder === 'tests' && (isOf(area) || name === 'resources') ? RESOURCE_TEST : []),
  ]
  const changed = rules.reduce((rest, [rule, by]) => rest.replace(rule, by), text)
  if (file !== 'lib/resources.ts') return changed
  return changed.replace(/^export .* '\.\/(.*)'\n/gm, ifThere).replace(/^\/\/.*/, LISTED)
}

const ifThere = (line: string, module: string) => (existsSync(`lib/${module}.ts`) ? line : '')

const LISTED = '// The navigation and the command menu read the resources that are listed here.'

const needsUser = (file: string, text: string) =>
  file.endsWith('-row.tsx') && /\bscope\.user\b/.test(text)

function hasRowsWithUser(file: string): boolean {
  const folder = path.dirname(file)
  const rows = readdirSync(folder).filter((name) => name.endsWith('-row.tsx'))
  return rows.some((name) =>
    /\bscope\.user\b|user: Actor/.test(readFileSync(path.join(folder, name), 'utf8')),
  )
}
