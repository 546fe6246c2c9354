'use client'

import {
  ActionForm,
  type FormAction,
  FormField,
  FormSelect,
  FormTextarea,
} from '@/components/forms/action-form'
import { FormCheckbox } from '@/components/forms/fields/checkbox'
import { FormChoice } from '@/components/forms/fields/choice'
import { FormOutcomes } from '@/components/forms/form-outcomes'
import { SubmitButton } from '@/components/forms/submit-button'
import { Card, CardContent, CardHeader } from '@/components/ui/card'
import type { FormState } from '@/lib/forms'

const ROLES = [
  { value: 'member', label: 'Member' },
  { value: 'admin', label: 'Admin' },
]

const PROJECTS = [{ id: '1', name: 'Moonshot' }]

const STATES: Record<string, FormState> = {
  'A success': { ok: true, message: 'Changes saved.' },
  'An error of a field': { errors: { name: 'Enter a name.' } },
  'An error of the form': { message: 'This project no longer exists.' },
  Outcomes: {
    outcomes: [
      { of: 'ada@example.com', ok: true, text: 'Invited' },
      { of: 'milo@example.com', ok: false, text: 'Already a member' },
    ],
  },
}

const ACTIONS = Object.entries(STATES).map(([title, state]) => {
  const action: FormAction = async () => state
  return { title, state, action }
})

/** Each form begins with the state that its title names. Submitting it leads to the same state. */
export function Forms() {
  return (
    <div className="grid items-start gap-6 sm:grid-cols-2">
      {ACTIONS.map(({ title, state, action }) => (
        <Card key={title}>
          <CardHeader title={title} />
          <CardContent>
            <ActionForm action={action} name={title} initial={state}>
              <FormOutcomes />
              <FormField name="name" label="Name" />
              <FormTextarea name="emails" label="Emails" rows={2} />
              <FormSelect name="role" label="Role" options={ROLES} />
              <FormChoice name="projectId" label="Project" empty="None" options={PROJECTS} />
              <FormCheckbox name="notify" label="Send a notification" />
              <SubmitButton>Save changes</SubmitButton>
            </ActionForm>
          </CardContent>
        </Card>
      ))}
    </div>
  )
}
