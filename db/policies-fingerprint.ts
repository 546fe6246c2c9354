/**
 * SQL expression for a hash of the owners, flags, policies and grants of a schema `n` of pg_namespace.
 * It reads pg_depend, because pg_class has no index by schema.
 */
export const fingerprint = (relations = 'true') => `(
  select md5(concat_ws(' ', n.nspowner, ${sorted('n.nspacl')},
    string_agg(concat_ws(' ', relname, relkind, relowner, relrowsecurity, relforcerowsecurity,
      ${sorted('relacl')}, (
        select string_agg(attname || attacl::text, ' ' order by attnum)
        from pg_attribute where attrelid = c.oid and attacl is not null
      ), (
        select string_agg(concat_ws(' ', polname, polpermissive, polcmd, polroles,
          ${expression('polqual')}, ${expression('polwithcheck')}), ' ' order by polname)
        from pg_policy where polrelid = c.oid
      )), ' ' order by relname)))
  from pg_depend
  join pg_class c on c.oid = objid and relkind in ('r', 'p', 'v', 'm', 'S') and ${relations}
  where refclassid = 'pg_namespace'::regclass and refobjid = n.oid
    and classid = 'pg_class'::regclass)`

// pg_get_expr qualifies names only if they are not in the search path.
function expression(of: string) {
  return `replace(pg_get_expr(${of}, polrelid), 'public.', '')`
}

function sorted(acl: string) {
  return `array(select item::text from unnest(${acl}) item order by 1)`
}
