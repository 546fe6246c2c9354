import { parseArgs } from 'node:util'
import { type Size, seedMany } from '@/lib/seed/seed-many'
import { withProgress } from './progress'

export function readSize(args: string[]): Size | undefined {
  if (!args.length) return undefined
  const options = { orgs: { type: 'string' }, members: { type: 'string' } } as const
  const { orgs, members } = parseArgs({ args, options }).values
  return { orgs: count('orgs', orgs), members: count('members', members) }
}

function count(name: string, value = ''): number {
  if (/^[1-9]\d{0,6}$/.test(value)) return Number(value)
  throw new Error(
    `--${name} must be a number from 1, for example \`npm run db:seed -- --orgs 1000 --members 100\`.`,
  )
}

export async function seedManyWithProgress(size: Size) {
  const admin = await withProgress('organizations', (onProgress) =>
    seedMany(size, (done) => onProgress(done, size.orgs)),
  )
  console.log(`Sign in as ${admin}, password "password".`)
}
