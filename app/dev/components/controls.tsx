import { Field, FieldFrame } from '@/components/forms/field'
import { Input } from '@/components/forms/input'
import { Label } from '@/components/forms/label'
import { SearchForm } from '@/components/forms/search-form'
import { Select } from '@/components/forms/select'
import { Textarea } from '@/components/forms/textarea'
import { NewPasswordField } from '@/components/passwords/new-password-field'
import { PasswordField } from '@/components/passwords/password-field'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/tenancy/paths'
import { State } from './state'

const LONG_ERROR = 'Enter an email with an @, for example ada@example.com.'

export function Controls() {
  return (
    <div className="grid items-start gap-x-8 gap-y-6 sm:grid-cols-2">
      <Field label="Empty" placeholder="Placeholder" />
      <Field label="Filled, with a hint" defaultValue="Acme" hint="Members see this name." />
      <Field label="With an error" defaultValue="ada" error={LONG_ERROR} />
      <PasswordField
        name="currentPassword"
        label="With a link"
        aside={<TextLink href={paths.components}>Forgot password?</TextLink>}
      />
      <NewPasswordField label="New password" />
      <Field label="Disabled" defaultValue="Acme" disabled />
      <Field label="Read only" defaultValue="acme" readOnly />
      <FieldFrame label="Select">
        {(control) => (
          <Select {...control} defaultValue="member">
            <option value="member">Member</option>
            <option value="admin">Admin</option>
          </Select>
        )}
      </FieldFrame>
      <FieldFrame label="Date">{(control) => <Input {...control} type="date" />}</FieldFrame>
      <FieldFrame label="Text area">
        {(control) => <Textarea {...control} defaultValue={'One line\nand another'} />}
      </FieldFrame>
      <FieldFrame label="Text area with an error" error="Enter at least one email.">
        {(control) => <Textarea {...control} />}
      </FieldFrame>
      <State name="Label and control" className="grid gap-1.5">
        <Label htmlFor="labelled">Label</Label>
        <Input id="labelled" />
      </State>
      <State name="Search">
        <SearchForm href={paths.components} value="" label="Search" placeholder="Name or email" />
      </State>
    </div>
  )
}
