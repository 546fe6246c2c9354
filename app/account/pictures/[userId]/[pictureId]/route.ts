import { requireApiUser } from '@/lib/auth/guards'
import { AppError } from '@/lib/errors'
import { idField } from '@/lib/fields'
import { runHandler } from '@/lib/http'
import { readPicture } from '@/lib/pictures/pictures'

// Not of the API, whose responses are never cached.
export async function GET(
  request: Request,
  { params }: RouteContext<'/account/pictures/[userId]/[pictureId]'>,
) {
  return runHandler(request, async () => {
    const viewer = await requireApiUser()
    const { userId, pictureId } = await params
    const areIds = [userId, pictureId].every((id) => idField.safeParse(id).success)
    const picture = areIds && (await readPicture(viewer, userId, pictureId))
    if (!picture) throw new AppError('not_found', 'There is no such picture.')
    return new Response(picture, {
      headers: {
        'Content-Type': 'image/webp',
        'Content-Length': String(picture.length),
        // Only the browser of this person keeps it. The name of a file never gets another content.
        'Cache-Control': 'private, max-age=31536000, immutable',
      },
    })
  })
}
