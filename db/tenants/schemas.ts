/** Holds the tenant tables of every org that has no schema of its own. */
export const SHARED_SCHEMA = 'tenant'

export const ownSchemaOf = (orgId: string) => `t_${orgId.replaceAll('-', '')}`

/** SQL condition: whether the schema `name` holds tenant tables. */
export const isTenantSchema = (name: string) =>
  `(${name} = '${SHARED_SCHEMA}' or ${name} ~ '^t_[0-9a-f]{32}$')`

/** pg_temp comes last, so that a temporary table cannot replace a real one. */
export const searchPath = (schema: string) => `${schema}, public, pg_temp`

/** Key of the advisory lock: shared for requests, exclusive to migrate or move the tables of an org. */
export const lockOf = (schema: string) => `hashtextextended('${schema}', 0)`

/** Key of the lock that serializes moves, exports and imports of an org. Requests do not take it. */
export const movingLockOf = (schema: string) => `hashtextextended('moving ${schema}', 0)`
