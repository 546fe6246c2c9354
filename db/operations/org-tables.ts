import pg from 'pg'

/** A table with rows of orgs. */
export type Table = {
  /** Quoted where SQL needs it. */
  name: string
  /** Those that are written, not generated. */
  columns: { name: string; type: string }[]
  /** The columns of its primary key, quoted where SQL needs it. */
  key: string[]
}

/** The tables of a schema that say whose their rows are, from the catalogue so that none is forgotten. */
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

/** The columns of a table as a list in SQL, of the row that goes by this name if any does. */
export const columnsOf = ({ columns }: Pick<Table, 'columns'>, row?: string) =>
  columns.map(({ name }) => `${row ? `${row}.` : ''}${pg.escapeIdentifier(name)}`).join(', ')
