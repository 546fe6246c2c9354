import { AlertDialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { ActionForm, type FormAction } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { Button } from '@/components/ui/button'
import {
  descriptionClass,
  footerClass,
  overlayClass,
  panelClass,
  titleClass,
} from './panel-classes'
import { contentProps, type Overlay } from './use-overlay'
import { useResult } from './use-result'
import './style-nonce'

export type ConfirmDialogProps = {
  title: string
  /** Screen readers announce it with the title, so it names the consequences. */
  description: string
  submit: string
  variant?: 'primary' | 'destructive'
  action: FormAction
  /** The action's hidden fields. */
  children?: ReactNode
}

/** Asks for confirmation before an action. */
export function OpenConfirmDialog({
  title,
  description,
  submit,
  variant = 'destructive',
  action,
  children,
  opener,
  onClose,
}: Overlay & ConfirmDialogProps) {
  const onResult = useResult(onClose)
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Radix.Overlay className={overlayClass}>
          <Radix.Content className={panelClass} {...contentProps({ opener, onClose })}>
            <Radix.Title className={titleClass}>{title}</Radix.Title>
            <Radix.Description className={descriptionClass}>{description}</Radix.Description>
            <ActionForm
              action={action}
              onResult={onResult}
              className="space-y-5 [&>[role=alert]]:mt-4"
            >
              {children}
              <div className={footerClass}>
                <Radix.Cancel asChild>
                  <Button variant="outline">Cancel</Button>
                </Radix.Cancel>
                <SubmitButton variant={variant}>{submit}</SubmitButton>
              </div>
            </ActionForm>
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  )
}
