import { QueryForm } from '@/components/query-form'
import { TextLink } from '@/components/text-link'
import { Button } from '@/components/ui/button'
import { Field, FieldFrame } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { AUDIT_ACTIONS, actionLabel } from '@/lib/audit/describe-activity'
import { type LoggedActor, MAX_ACTORS } from '@/lib/audit/list-actors'
import type { Org } from '@/lib/orgs/scope'
import { orgUrl } from '@/lib/urls'

export type Asked = { action?: string; member?: string; from?: string; to?: string }

/** `actors` are the people whom `asked.member` stands for. Works without JavaScript. */
export function ActivityFilters({
  org,
  asked,
  actors,
}: {
  org: Org
  asked: Asked
  actors?: LoggedActor[]
}) {
  const here = orgUrl(org, 'activity')
  return (
    <QueryForm
      // Another question is another form: a field shows what is asked, not what was typed before.
      key={JSON.stringify(asked)}
      href={here}
      className="mb-6 grid grid-cols-2 items-start gap-4 lg:grid-cols-[3fr_3fr_2fr_2fr_auto]"
    >
      <FieldFrame label="Action" className="max-lg:col-span-2">
        {(control) => (
          <Select {...control} name="action" defaultValue={asked.action}>
            <option value="">Any action</option>
            {AUDIT_ACTIONS.map((action) => (
              <option key={action} value={action}>
                {actionLabel(action)}
              </option>
            ))}
          </Select>
        )}
      </FieldFrame>
      <Member member={asked.member} actors={actors} />
      <Field label="From" name="from" type="date" defaultValue={asked.from} />
      <Field label="To" name="to" type="date" defaultValue={asked.to} />
      <div className="flex items-center gap-4 max-lg:col-span-2 lg:pt-6.5">
        <Button type="submit" variant="outline">
          Filter
        </Button>
        {Object.values(asked).some(Boolean) && (
          <TextLink href={here} className="text-sm">
            Clear
          </TextLink>
        )}
      </div>
    </QueryForm>
  )
}

/** Takes a part of a name; whoever was chosen by id stays chosen until another choice is made. */
function Member({ member, actors = [] }: { member?: string; actors?: LoggedActor[] }) {
  const chosen = actors.find(({ id }) => id === member)
  if (!chosen) {
    return (
      <Field
        label="Member"
        name="member"
        defaultValue={member}
        placeholder="Name"
        autoComplete="off"
        maxLength={100}
        hint={
          actors.length === MAX_ACTORS &&
          `At most ${MAX_ACTORS} people are shown. Type more of the name.`
        }
        className="max-lg:col-span-2"
      />
    )
  }
  return (
    <FieldFrame label="Member" className="max-lg:col-span-2">
      {(control) => (
        <Select {...control} name="member" defaultValue={chosen.id}>
          <option value="">Anyone</option>
          <option value={chosen.id}>{chosen.name}</option>
        </Select>
      )}
    </FieldFrame>
  )
}
