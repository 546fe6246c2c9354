import { stringify } from 'csv-stringify/sync'
import { asOrg } from '@/db/transactions'
import { authorize } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'
import { describeActivity } from './describe-activity'
import { type Activity, type ActivityFilters, selectActivity } from './list-activity'

const BATCH = 1000

/**
 * The log as CSV, in batches that are read as they are taken: what nobody waits for any more costs
 * nothing. Throws `not_found` or `forbidden` at first; a right that is withdrawn later breaks the
 * stream.
 */
export async function exportActivity(
  scope: OrgScope,
  filters: ActivityFilters,
): Promise<ReadableStream<Uint8Array>> {
  const batches = readBatches(scope, filters)
  let batch = await batches.next()
  return new ReadableStream({
    async pull(controller) {
      if (batch.done) return controller.close()
      controller.enqueue(Buffer.from(batch.value))
      batch = await batches.next()
    },
  })
}

async function* readBatches(scope: OrgScope, filters: ActivityFilters) {
  let before: Activity | undefined
  do {
    const page = { ...filters, before, limit: BATCH }
    const entries = await asOrg(scope, async (tx) => {
      await authorize(tx, scope, 'activity.export')
      return selectActivity(tx, scope, page)
    })
    yield toCsv(entries, { withHeader: !before })
    before = entries[BATCH - 1]
  } while (before)
}

function toCsv(entries: Activity[], { withHeader }: { withHeader: boolean }) {
  return stringify(
    entries.map((entry) => ({ ...entry, what: describeActivity(entry) })),
    {
      columns: COLUMNS,
      header: withHeader,
      // Without it, Excel reads letters beyond ASCII as something else.
      bom: withHeader,
      record_delimiter: 'windows',
      // To name the end of a line would stop csv-stringify from quoting other ends of lines.
      quote_record_delimiter: true,
      cast: { date: (date) => date.toISOString(), string: withoutFormulas },
    },
  )
}

const COLUMNS = {
  createdAt: 'Time',
  actorName: 'Member',
  actorId: 'Member id',
  action: 'Action',
  what: 'What',
  subjectId: 'Subject id',
  ipAddress: 'IP address',
}

const withoutFormulas = (text: string) => text.replace(BEGINS_A_FORMULA, "'$&")

// Wide signs count as well, and white space before one does not help. A semicolon, a tab or a line
// may end a cell where the spreadsheet expects another separator than a comma. csv-stringify's own
// `escape_formulas` looks at the first character only.
const BEGINS_A_FORMULA =
  /(?<=(?:^|[;\t\r\n])["\s\p{Cc}\p{Default_Ignorable_Code_Point}]*)[=+\-@\u2212\uFE62\uFE63\uFE66\uFE6B\uFF0B\uFF0D\uFF1D\uFF20]/gu
