import pg from 'pg'

/** `name` and `key`, the primary key, are quoted for SQL. `columns` leaves out generated ones. */
export type Table = { name: string; columns: { name: string; type: string }[]; key: string[] }

/** Lists `orgs` and every table with an `org_id`, from the catalogue, so that none can be forgotten. */
export async function listTables(client: pg.ClientBase, schema: string): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select quote_ident(relname) as name,
       (select json_agg(json_build_object('name', attname,
            'type', format_type(atttypid, atttypmod)) order by attname)
        from pg_attribute
        where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
       array(select quote_ident(attname) from pg_index
         join pg_attribute on attrelid = indrelid and attnum = any(indkey)
         where indrelid = c.oid and indisprimary order by attnum) as key
     from pg_class c
     where relnamespace = to_regnamespace($1) and relkind in ('r', 'p') and not relispartition
       and (c.oid = 'public.orgs'::regclass or exists (select from pg_attribute
         where attrelid = c.oid and attname = 'org_id' and not attisdropped))
     order by relname`,
    [schema],
  )
  return rows
}

/** The columns as a list in SQL, each qualified with `alias` if given. */
export const columnsOf = ({ columns }: Pick<Table, 'columns'>, alias?: string) =>
  columns.map(({ name }) => `${alias ? `${alias}.` : ''}${pg.escapeIdentifier(name)}`).join(', ')
