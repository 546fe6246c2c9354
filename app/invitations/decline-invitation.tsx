import type { ReactNode } from 'react'
import { cn } from '@/components/cn'
import { ActionForm, type FormAction } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { ConfirmDialog } from '@/components/overlays/confirm-dialog'
import { Button } from '@/components/ui/button'
import type { Invitation } from '@/lib/orgs/received-invitations'

/** Asks first, because only the organization can undo it. */
export function DeclineInvitation({
  invitation: { org },
  action,
  className,
  children,
}: {
  invitation: Invitation
  action: FormAction
  className?: string
  /** The action's hidden fields. */
  children: ReactNode
}) {
  return (
    <>
      <ConfirmDialog
        trigger={
          <Button variant="outline" className={cn('noscript:hidden', className)}>
            Decline
          </Button>
        }
        title={`Decline the invitation to ${org.name}?`}
        description="To join later, you need a new invitation."
        submit="Decline invitation"
        action={action}
      >
        {children}
      </ConfirmDialog>
      <noscript>
        <ActionForm action={action}>
          {children}
          <SubmitButton variant="outline" className={className}>
            Decline
          </SubmitButton>
        </ActionForm>
      </noscript>
    </>
  )
}
