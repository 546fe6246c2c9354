import { Field, FieldFrame } from '@/components/forms/field'
import { QueryForm } from '@/components/forms/query-form'
import { Select } from '@/components/forms/select'
import { Button } from '@/components/ui/button'
import { TextLink } from '@/components/ui/text-link'
import { AUDIT_ACTIONS, actionLabel } from '@/lib/audit/describe-activity'
import { type LoggedActor, MAX_ACTORS } from '@/lib/audit/list-actors'
import { zoneName } from '@/lib/dates/time-zones'
import type { OrgScope } from '@/lib/orgs/scope'
import { orgUrl } from '@/lib/urls'

export type Filters = { action?: string; member?: string; from?: string; to?: string }

/** `actors` are the people who match `filters.member`. */
export function ActivityFilters({
  scope: { org, user },
  filters,
  actors,
}: {
  scope: OrgScope
  filters: Filters
  actors?: LoggedActor[]
}) {
  const activityUrl = orgUrl(org, 'activity')
  const zone = zoneName(user.timeZone ?? 'UTC')
  return (
    <QueryForm
      // The key resets the fields to the filters in the URL.
      key={JSON.stringify(filters)}
      href={activityUrl}
      className="mb-6 grid grid-cols-2 items-start gap-4 lg:grid-cols-[3fr_3fr_2fr_2fr_auto]"
    >
      <FieldFrame label="Action" className="max-lg:col-span-2">
        {(control) => (
          <Select {...control} name="action" defaultValue={filters.action}>
            <option value="">Any action</option>
            {AUDIT_ACTIONS.map((action) => (
              <option key={action} value={action}>
                {actionLabel(action)}
              </option>
            ))}
          </Select>
        )}
      </FieldFrame>
      <MemberField member={filters.member} actors={actors} />
      <Field
        label="From"
        name="from"
        type="date"
        defaultValue={filters.from}
        hint={`Starts at 00:00 ${zone}`}
        className="max-[22rem]:col-span-2"
      />
      <Field
        label="To"
        name="to"
        type="date"
        defaultValue={filters.to}
        hint={`Ends at 24:00 ${zone}`}
        className="max-[22rem]:col-span-2"
        error={isReversed(filters) ? 'Choose a day on or after “From”.' : undefined}
      />
      <div className="flex items-center gap-4 max-lg:col-span-2 lg:pt-6.5">
        <Button type="submit" variant="outline">
          Filter
        </Button>
        {Object.values(filters).some(Boolean) && (
          <TextLink href={activityUrl} className="text-sm">
            Clear
          </TextLink>
        )}
      </div>
    </QueryForm>
  )
}

const isReversed = ({ from, to }: Filters) => Boolean(from && to && from > to)

/** Part of a name or an email, or a person whose name was clicked in the table. */
function MemberField({ member, actors = [] }: { member?: string; actors?: LoggedActor[] }) {
  const selected = actors.find(({ id }) => id === member)
  if (!selected) {
    return (
      <Field
        label="Member"
        name="member"
        defaultValue={member}
        placeholder="Name or email"
        autoComplete="off"
        maxLength={100}
        hint={
          actors.length === MAX_ACTORS &&
          `Only the first ${MAX_ACTORS} people are shown. Type more of the name.`
        }
        className="max-lg:col-span-2"
      />
    )
  }
  return (
    <FieldFrame label="Member" className="max-lg:col-span-2">
      {(control) => (
        <Select {...control} name="member" defaultValue={selected.id}>
          <option value="">Anyone</option>
          <option value={selected.id}>{selected.name}</option>
        </Select>
      )}
    </FieldFrame>
  )
}
