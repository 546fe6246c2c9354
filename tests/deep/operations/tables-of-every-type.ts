import { querySystem } from '../../db/fixtures/org-schema'
import { asLogin } from '../../queue'

/** Creates two tables that reference each other, and one that references itself. */
export const createTypeTables = (schema: string) =>
  asLogin(`
    create table ${schema}.boxes (
      org_id uuid, id int, inside int, content int, data json, note jsonb, size numeric, weight float8,
      parts int[], dates datemultirange, place point, code char(5), since timestamptz, bytes bytea,
      twice int generated always as (id * 2) stored,
      "the ""odd"" name's" text default 'as it is', primary key (org_id, id),
      foreign key (org_id, inside) references ${schema}.boxes);
    create table ${schema}.contents (
      org_id uuid, id int, box int, primary key (org_id, id),
      foreign key (org_id, box) references ${schema}.boxes on delete cascade);
    alter table ${schema}.boxes add foreign key (org_id, content) references ${schema}.contents
      deferrable initially deferred;
    grant select, insert, update, delete on ${schema}.boxes, ${schema}.contents to app_system`)

/** Inserts values that are easily lost, for example NaN and json with duplicate keys. */
export const fillTypeTables = (schema: string, { id }: { id: string }) =>
  querySystem(`
    insert into ${schema}.boxes
    select '${id}', n, case when n < 100 then n + 1 end, 101 - n, '{"b": 1,  "a": null, "a": 2}',
      'null', n / 3.0, case n when 1 then 'NaN' else 1 / n::float8 end, array[n, null],
      '{[2020-01-01,2020-02-01)}', '(1,2)', 'a b', case n when 2 then '-infinity' else now() end, '\\x00ff'
    from generate_series(1, 100) n;
    insert into ${schema}.contents select '${id}', n, n from generate_series(1, 100) n`)
