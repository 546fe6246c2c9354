'use client'

import { type ReactNode, useState } from 'react'
import { ActionForm, type FormAction } from './action-form'
import { useToast } from './toaster'
import { Button } from './ui/button'
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from './ui/dialog'
import { SubmitButton } from './ui/submit-button'

/** A button that opens a form; it closes when the action succeeded, and says its message. */
export function FormDialog({
  trigger,
  title,
  description,
  submit,
  action,
  children,
}: {
  trigger: ReactNode
  title: string
  description?: string
  submit: string
  action: FormAction
  children: ReactNode
}) {
  const [open, setOpen] = useState(false)
  const toast = useToast()
  const close = (message?: string) => {
    setOpen(false)
    if (message) toast(message)
  }
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>{trigger}</DialogTrigger>
      <DialogContent title={title} description={description}>
        <ActionForm action={action} onDone={close}>
          {children}
          <DialogFooter>
            <DialogClose asChild>
              <Button variant="outline">Cancel</Button>
            </DialogClose>
            <SubmitButton>{submit}</SubmitButton>
          </DialogFooter>
        </ActionForm>
      </DialogContent>
    </Dialog>
  )
}
