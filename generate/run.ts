import { exitWithError } from '@/lib/server/exit-with-error'
import { TYPE_NAMES } from './fields'
import { destroyResource, generateResource } from './resource'

const USAGE = `Usage:
  npm run generate resource <name> <field:type>...
  npm run destroy resource <name>

  npm run generate resource invoice number:text amount:integer "due:date?" paid:boolean project:belongs-to

The name is a singular, such as invoice or purchase-order. The first text is the title. The types are
${TYPE_NAMES.join(', ')}. With "?", a field may be empty.
docs/add-a-resource.md explains what is written.`

try {
  const [command, kind, name, ...fields] = process.argv.slice(2)
  if (!kind) console.log(USAGE)
  else if (kind !== 'resource' || !name) throw new Error(USAGE)
  else if (command === 'generate') {
    const files = generateResource(name, fields)
    const next = 'Restart `npm run dev` to migrate. `npm run db:reset` adds demo data, too.'
    console.log(`${['Wrote a migration and', ...files].join('\n  ')}\n${next}`)
  } else {
    destroyResource(name)
    console.log(`Removed "${name}". If its table was migrated here, run \`npm run db:reset\`.`)
  }
} catch (error) {
  exitWithError(error)
}
