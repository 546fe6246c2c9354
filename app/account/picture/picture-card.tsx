import { SubmitButton } from '@/components/forms/submit-button'
import { ToastForm } from '@/components/forms/toast-form'
import { Avatar } from '@/components/ui/avatar'
import { Card, CardContent, CardHeader } from '@/components/ui/card'
import type { Actor } from '@/lib/auth/accounts'
import { MAX_PICTURE_MB } from '@/lib/pictures/encode-picture'
import { canUploadPictures } from '@/lib/pictures/pictures'
import { pictureUrl } from '@/lib/urls'
import { removePictureAction, setPictureAction } from './actions'
import { PictureField } from './picture-field'

/** Nothing without a file storage. */
export function PictureCard({ user }: { user: Actor }) {
  if (!canUploadPictures()) return null
  const url = pictureUrl(user.id, user.picture)
  return (
    <Card>
      <CardHeader
        title="Picture"
        description="The members of your organizations see it beside your name."
        actions={
          url && (
            <ToastForm action={removePictureAction}>
              <SubmitButton variant="outline" size="sm">
                Remove picture
              </SubmitButton>
            </ToastForm>
          )
        }
      />
      <CardContent>
        {/* The key empties the field after a change. */}
        <ToastForm key={url} action={setPictureAction} className="space-y-5">
          <PictureField maxMb={MAX_PICTURE_MB}>
            <Avatar name={user.name} picture={url} size="xl" />
          </PictureField>
          <SubmitButton>Save picture</SubmitButton>
        </ToastForm>
      </CardContent>
    </Card>
  )
}
