// Imports go one way: app -> components, guards and actions -> services -> db. Type imports count.
// The rules for what the browser and the middleware load are in .dependency-cruiser.run-time.mjs.

// The files of lib that may use Next and React. Services may not.
const WEB =
  '^lib/(auth/(actions|cookies|guards|theme-cookie)|oauth/(cookies|protocol)|passkeys/cookies|orgs/(actions|guards)|urls)\\.ts$'

const DRIVER = '^node_modules/(@types/)?(pg|postgres)/|^node_modules/drizzle-orm/(node-)?postgres'

export const options = {
  tsConfig: { fileName: 'tsconfig.json' },
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['import', 'require', 'node', 'default', 'types'],
  },
  doNotFollow: { path: '^node_modules/' },
  exclude: { path: '(^|/)(\\.next/|next-env\\.d\\.ts$)|^\\.data/|^remove-orgs/files/' },
}

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'To understand one file of a cycle, a reader needs all of them.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'imports-resolve',
      comment: 'The other rules do not see an import that does not resolve.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'app',
      comment:
        'Pages, routes and actions call services. The health check tests the database itself.',
      severity: 'error',
      from: { path: '^app/', pathNot: '^app/api/health/route\\.ts$' },
      to: { path: '^(bench|db|generate|remove-orgs|tests)/' },
    },
    {
      name: 'components',
      comment: 'Several segments share a component, so it knows no page.',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: '^(app|bench|db|emails|generate|remove-orgs|tests)/' },
    },
    {
      name: 'links',
      comment:
        'The Link of components/ui is a plain element and shows that the next page loads. One of Next is a component of the browser, and requests its page as soon as it is visible.',
      severity: 'error',
      from: { path: '^(app|components)/' },
      to: { path: '^node_modules/next/link' },
    },
    {
      name: 'lib',
      comment: 'Services do not know the pages that call them.',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^(app|bench|components|generate|remove-orgs|tests)/' },
    },
    {
      name: 'db',
      comment:
        'The database layer knows no service: of lib it needs configuration, errors and slugs.',
      severity: 'error',
      from: { path: '^db/' },
      to: {
        path: '^(app|bench|components|emails|generate|remove-orgs|tests)/|^lib/(?!(env|errors|tenancy/slugs)\\.ts$)',
      },
    },
    {
      name: 'emails',
      comment: 'A template takes props and returns markup.',
      severity: 'error',
      from: { path: '^emails/' },
      to: { path: '^(app|bench|components|db|generate|remove-orgs|tests)/|^lib/(?!brand\\.ts$)' },
    },
    {
      name: 'services-without-next',
      comment: 'Jobs and commands call services too, and have no request.',
      severity: 'error',
      from: { path: '^(db|lib)/', pathNot: WEB },
      to: {
        path: `^node_modules/(@types/)?(next|next-auth|react|react-dom)/|${WEB}`,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'dependencies',
      comment:
        'With NODE_ENV=production npm installs no devDependencies, and `npm run build` has to work.',
      severity: 'error',
      from: {
        path: '^(app|components|db|emails|lib)/|^[^/]+$',
        pathNot: '^(drizzle|playwright|vitest)\\.config\\.ts$',
      },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'driver',
      comment:
        'Outside db/transactions.ts a query has no role and no tenant. The worker has its own pool.',
      severity: 'error',
      from: {
        path: '^(app|components|emails|lib)/|^[^/]+$',
        pathNot: '^lib/jobs/(worker|worker-locks|follow-jobs)\\.ts$',
      },
      to: { path: `${DRIVER}|^db/client\\.ts$` },
    },
    {
      name: 'tenant-schema',
      comment:
        'With a schema per tenant, these tables exist once for each org, apart from all others.',
      severity: 'error',
      from: { path: '^db/schema/tenant/' },
      to: {
        pathNot: '^db/schema/(columns\\.ts$|tenant/)|^node_modules/drizzle-orm/(index|pg-core/)',
      },
    },
  ],
  options: { ...options, tsPreCompilationDeps: true },
}
