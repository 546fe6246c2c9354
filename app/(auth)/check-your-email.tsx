import type { ReactNode } from 'react'
import { AuthPage } from '@/components/auth-page'
import type { FormAction } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { ToastForm } from '@/components/forms/toast-form'
import { Button } from '@/components/ui/button'
import { TextLink } from '@/components/ui/text-link'
import { lastMail } from '@/lib/auth/cookies'
import { isLocalMode } from '@/lib/auth/guards'
import { paths } from '@/lib/tenancy/paths'

/** After a form that sends a link. `text` gets the email, or "your email" if the browser kept no cookie. */
export async function CheckYourEmail({
  text,
  resend,
  resendFields,
  changeHref,
}: {
  text: (email: ReactNode) => ReactNode
  resend: FormAction
  resendFields?: ReactNode
  changeHref: string
}) {
  const mail = await lastMail()
  const email = mail && <strong className="font-medium text-foreground">{mail.email}</strong>
  return (
    <AuthPage
      title="Check your email"
      description={text(email ?? 'your email')}
      footer={
        <>
          Wrong email? <TextLink href={changeHref}>Use another one</TextLink>
        </>
      }
    >
      {(await isLocalMode()) && (
        <Button asChild className="w-full">
          <a href={paths.mailbox(mail?.email)}>Open the local mailbox</a>
        </Button>
      )}
      {mail && (
        <div className="space-y-3">
          <p className="text-muted-foreground text-sm">
            No email after a few minutes? Check your spam folder, or send it again.
          </p>
          <ToastForm action={resend}>
            {resendFields}
            <SubmitButton variant="outline" className="w-full">
              Resend email
            </SubmitButton>
          </ToastForm>
        </div>
      )}
    </AuthPage>
  )
}
