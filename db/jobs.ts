import { databaseEnv } from '@/lib/env'

/** The tasks that services may add. The schedule of the worker adds the others. */
export const SERVICE_TASKS = ['send_mail', 'delete_file'] as const

export type ServiceTask = (typeof SERVICE_TASKS)[number]

/** These functions run as the owner of the queue, to which no other role has access. */
export function jobPolicies(tasks: readonly string[] = SERVICE_TASKS): string[] {
  const { DATABASE_USER_ROLE: user, DATABASE_SYSTEM_ROLE: system } = databaseEnv()
  const list = tasks.map((task) => `'${task}'`).join(', ')
  return [
    // pg_temp comes last in the search path, or a temporary type could hide a built-in one.
    `create or replace function public.add_job(task text, payload json) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    begin
      if task not in (${list}) then raise exception 'unknown task %', task; end if;
      perform graphile_worker.add_job(task, payload, max_attempts => 25);
    end $$`,
    `create or replace function public.count_failed_jobs() returns int
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    begin
      return (select count(*) from graphile_worker.jobs
        where attempts >= max_attempts and locked_at is null);
    end $$`,
    'revoke all on function public.add_job, public.count_failed_jobs from public',
    `grant execute on function public.add_job to "${user}", "${system}"`,
    `grant execute on function public.count_failed_jobs to "${system}"`,
  ]
}
