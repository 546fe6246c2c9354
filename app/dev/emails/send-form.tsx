'use client'

import { ActionForm, type FormAction, useForm } from '@/components/action-form'
import { TextLink } from '@/components/text-link'
import { SubmitButton } from '@/components/ui/submit-button'
import { paths } from '@/lib/tenancy/paths'

export function SendForm({ action, id }: { action: FormAction; id: string }) {
  return (
    <ActionForm action={action} className="flex flex-wrap items-center gap-x-4 gap-y-3 space-y-0">
      <input type="hidden" name="id" value={id} />
      <SubmitButton variant="outline" className="-order-1">
        Send to mailbox
      </SubmitButton>
      <LinkToMailbox />
    </ActionForm>
  )
}

function LinkToMailbox() {
  const { ok } = useForm()
  return ok ? <TextLink href={paths.mailbox}>Open the mailbox</TextLink> : null
}
