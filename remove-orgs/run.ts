import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { exitWithError } from '@/lib/server/exit-with-error'
import { isClean, restore } from './git'
import { MOVES } from './moves'
import { listDeleted, removeOrgs } from './remove'

const HINT =
  'Nothing was changed. Undo what you changed there, or run it with --leave and do the rest by hand.'

const DONE =
  'Organizations are removed. Run `npm install` and `npm run check`, look at `git diff`, commit, and run `npm run db:reset`.'

// --yes does not ask; --leave keeps the result although some of it has to be done by hand.
try {
  const options = { yes: { type: 'boolean' }, leave: { type: 'boolean' } } as const
  const { yes, leave } = parseArgs({ options }).values
  if (!isClean())
    throw new Error('There are changes. Commit them first, so that git can undo this.')
  announce()
  if (yes || (await confirm())) remove(leave)
  else console.log('Nothing was changed.')
} catch (error) {
  exitWithError(error)
}

function announce() {
  const files = listDeleted()
  const folders = new Map<string, number>()
  for (const file of files) {
    const folder = file.split('/').slice(0, 2).join('/')
    folders.set(folder, (folders.get(folder) ?? 0) + 1)
  }
  console.log(
    [
      `This deletes ${files.length} files:`,
      ...[...folders].map(([folder, count]) => `  ${folder}${count > 1 ? ` (${count})` : ''}`),
      'It moves:',
      ...MOVES.map(([from, to]) => `  ${from} -> ${to}`),
      'It changes the files that mention organizations, gives each resource to the user who creates it, and starts the',
      'migrations anew. Existing databases do not fit the result. docs/without-organizations.md says what you get.',
    ].join('\n'),
  )
}

async function confirm() {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question('Remove organizations? Type yes: ')
  terminal.close()
  return answer.trim() === 'yes'
}

function remove(leave = false) {
  // Ctrl+C ends the commands that this runs. That is an error here, too.
  process.on('SIGINT', () => {})
  try {
    const left = removeOrgs()
    if (left.length && !leave) throw new Error(`To do by hand:\n  ${left.join('\n  ')}\n${HINT}`)
    console.log(left.length ? `To do by hand:\n  ${left.join('\n  ')}` : DONE)
  } catch (error) {
    restore()
    throw error
  }
}
