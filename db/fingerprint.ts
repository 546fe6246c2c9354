import { SHARED_SCHEMA } from './tenants/schemas'

/**
 * The walls of each schema as one short text: owners, flags, policies and grants of what is in it. By
 * way of pg_depend: pg_class has no index by schema, and there may be thousands.
 */
export const fingerprints = (schemas: string, relations = 'true') => `
  select nspname as schema, obj_description(n.oid, 'pg_namespace') as version,
    md5(concat_ws(' ', nspowner, ${sorted('nspacl')},
      string_agg(concat_ws(' ', relname, relkind, relowner, relrowsecurity, relforcerowsecurity,
        ${sorted('relacl')}, (
          select string_agg(attname || attacl::text, ' ' order by attnum)
          from pg_attribute where attrelid = c.oid and attacl is not null
        ), (
          select string_agg(concat_ws(' ', polname, polpermissive, polcmd, polroles,
            ${expression('polqual')}, ${expression('polwithcheck')}), ' ' order by polname)
          from pg_policy where polrelid = c.oid
        )), ' ' order by relname))) as walls
  from pg_namespace n
  left join pg_depend on refclassid = 'pg_namespace'::regclass and refobjid = n.oid
    and classid = 'pg_class'::regclass
  left join pg_class c on c.oid = objid and relkind in ('r', 'p', 'v', 'm', 'S') and ${relations}
  where ${schemas}
  group by n.oid
  order by nspname <> '${SHARED_SCHEMA}', nspname`

// Names are qualified or not as the path of whoever asks has it.
function expression(of: string) {
  return `replace(pg_get_expr(${of}, polrelid), 'public.', '')`
}

function sorted(acl: string) {
  return `array(select item::text from unnest(${acl}) item order by 1)`
}
