'use client'

import { type ComponentProps, type ReactNode, useEffect } from 'react'
import { ActionForm, type FormAction } from '@/components/forms/action-form'
import { useDrafts } from '@/components/forms/drafts'
import { SubmitButton } from '@/components/forms/submit-button'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from './dialog'
import { useDialog } from './use-dialog'

/**
 * A dialog with a form. It closes when the action succeeds and shows the message as a toast. `subject` tells
 * apart the dialogs of a list.
 */
export function FormDialog({
  trigger,
  title,
  subject = '',
  description,
  submit,
  variant,
  action,
  children,
}: {
  trigger: ReactNode
  title: string
  subject?: string
  description?: string
  submit: string
  variant?: ComponentProps<typeof SubmitButton>['variant']
  action: FormAction
  children: ReactNode
}) {
  const { dialog, onResult } = useDialog({})
  const drafts = useDrafts()
  const name = `${title} ${subject}`
  const { onOpenChange } = dialog
  useEffect(() => {
    if (drafts.has(name)) onOpenChange(true)
  }, [drafts, name, onOpenChange])
  return (
    <Dialog {...dialog}>
      <DialogTrigger asChild>{trigger}</DialogTrigger>
      <DialogContent title={title} description={description}>
        <ActionForm action={action} name={name} onResult={onResult}>
          {children}
          <DialogFooter>
            <DialogClose asChild>
              <Button variant="outline">Cancel</Button>
            </DialogClose>
            <SubmitButton variant={variant}>{submit}</SubmitButton>
          </DialogFooter>
        </ActionForm>
      </DialogContent>
    </Dialog>
  )
}
