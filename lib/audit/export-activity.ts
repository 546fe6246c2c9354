import { stringify } from 'csv-stringify/sync'
import { asOrg } from '@/db/transactions'
import { requireFeature } from '@/lib/billing/entitlements'
import { authorize } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'
import { describeActivity } from './describe-activity'
import { type Activity, type ActivityFilters, selectActivity } from './list-activity'

const BATCH = 1000

/** Returns CSV, read in batches on demand. The stream fails if the permission is revoked meanwhile. */
export async function exportActivity(
  scope: OrgScope,
  filters: ActivityFilters,
): Promise<ReadableStream<Uint8Array>> {
  requireFeature('activity-export')
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
    entries.map((entry) => ({ ...entry, description: describeActivity(entry) })),
    {
      columns: COLUMNS,
      header: withHeader,
      // Excel needs the BOM to read UTF-8.
      bom: withHeader,
      record_delimiter: 'windows',
      // Otherwise csv-stringify does not quote other line breaks.
      quote_record_delimiter: true,
      cast: { date: (date) => date.toISOString(), string: withoutFormulas },
    },
  )
}

const COLUMNS = {
  createdAt: 'Time (UTC)',
  actorName: 'Member',
  actorId: 'Member ID',
  action: 'Action',
  description: 'Description',
  subjectId: 'Subject ID',
  ipAddress: 'IP address',
}

const withoutFormulas = (text: string) => text.replace(FORMULA_START, "'$&")

// Spreadsheets skip white space, read full-width signs, and can split cells at other separators than
// commas. csv-stringify's `escape_formulas` checks only the first character.
const FORMULA_START =
  /(?<=(?:^|[;\t\r\n])["\s\p{Cc}\p{Default_Ignorable_Code_Point}]*)[=+\-@\u2212\uFE62\uFE63\uFE66\uFE6B\uFF0B\uFF0D\uFF1D\uFF20]/gu
