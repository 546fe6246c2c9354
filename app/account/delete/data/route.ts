import { currentCaller, requireUser } from '@/lib/auth/guards'
import { runHandler } from '@/lib/http'
import { exportAccount } from '@/lib/leaving/export-account'

export async function GET(request: Request) {
  const user = await requireUser()
  return runHandler(request, async () => {
    const today = new Date().toISOString().slice(0, 10)
    return new Response(await exportAccount(user, await currentCaller()), {
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Disposition': `attachment; filename="account-${today}.json"`,
        'Cache-Control': 'private, no-store',
      },
    })
  })
}
