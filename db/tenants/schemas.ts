/** The schema with the tenant tables of every org that has none of its own. */
export const SHARED_SCHEMA = 'tenant'

/** The name of the schema that an org has for itself: by id, so that a new address changes nothing. */
export const ownSchemaOf = (orgId: string) => `t_${orgId.replaceAll('-', '')}`

/** A condition in SQL on the name of a schema: whether tenant tables are in it. */
export const holdsTenants = (name: string) =>
  `(${name} = '${SHARED_SCHEMA}' or ${name} ~ '^t_[0-9a-f]{32}$')`

/** Where tables are looked for. pg_temp comes last, or a temporary table could stand in for a real one. */
export const searchPath = (schema: string) => `${schema}, public, pg_temp`

/**
 * The advisory lock of an org's tables, as an expression: shared by whoever is inside the org, alone
 * for whoever changes or moves them.
 */
export const lockOf = (schema: string) => `hashtextextended('${schema}', 0)`

/** The advisory lock of whoever moves or exports an org, which those inside it do not notice. */
export const movingLockOf = (schema: string) => `hashtextextended('moving ${schema}', 0)`
