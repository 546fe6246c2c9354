import { AppError } from '@/lib/errors'
import { runHandler } from '@/lib/http'

function respond(request: Request) {
  return runHandler(request, async () => {
    throw new AppError('not_found', 'There is nothing at this URL of the API.')
  })
}

export { respond as DELETE, respond as GET, respond as PATCH, respond as POST, respond as PUT }
