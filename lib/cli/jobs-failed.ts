import { parseArgs } from 'node:util'
import {
  deleteFailedJobs,
  type FailedJob,
  listFailedJobs,
  retryFailedJobs,
} from '@/db/operations/failed-jobs'
import { prepareDatabase } from '@/lib/server/prepare'
import { command } from './command'

command(async () => {
  const { values, positionals } = parseArgs({
    options: { retry: { type: 'boolean' }, delete: { type: 'boolean' } },
    allowPositionals: true,
  })
  const ids = positionals.length ? positionals : undefined
  await prepareDatabase()
  if (values.retry) print('The worker tries again', await retryFailedJobs(ids))
  else if (values.delete) print('Deleted', await deleteFailedJobs(ids))
  else print('Failed for good', await listFailedJobs())
})

function print(title: string, jobs: FailedJob[]) {
  console.log(`${title}: ${jobs.length} ${jobs.length === 1 ? 'job' : 'jobs'}`)
  for (const { id, task, subject, queuedAt, error } of jobs) {
    console.log(`  ${id}  ${task}  ${subject}  ${queuedAt.toISOString()}  ${error}`)
  }
}
