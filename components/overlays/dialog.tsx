import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { descriptionClass, overlayClass, panelClass, titleClass } from './panel-classes'
import { contentProps, type Overlay } from './use-overlay'
import './style-nonce'

/** An open dialog. */
export function Dialog({
  opener,
  onClose,
  title,
  description,
  children,
}: Overlay & { title: ReactNode; description?: ReactNode; children: ReactNode }) {
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Radix.Overlay className={overlayClass}>
          <Radix.Content
            className={panelClass}
            // Radix warns about a missing description unless this is set.
            {...(description ? {} : { 'aria-describedby': undefined })}
            {...contentProps({ opener, onClose })}
          >
            <Radix.Title className={titleClass}>{title}</Radix.Title>
            {description && (
              <Radix.Description className={descriptionClass}>{description}</Radix.Description>
            )}
            <div className="mt-5">{children}</div>
            <div className="absolute top-3 right-3">
              <Radix.Close asChild>
                <Button variant="ghost" size="icon-sm" aria-label="Close">
                  <X aria-hidden />
                </Button>
              </Radix.Close>
            </div>
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  )
}

export const DialogClose = Radix.Close
