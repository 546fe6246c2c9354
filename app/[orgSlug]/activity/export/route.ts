import type { NextRequest } from 'next/server'
import { activityQuery } from '@/lib/audit/activity-query'
import { exportActivity } from '@/lib/audit/export-activity'
import { listActors } from '@/lib/audit/list-actors'
import { runHandler } from '@/lib/http'
import { requireOrgMember } from '@/lib/orgs/guards'

export async function GET(
  request: NextRequest,
  { params }: RouteContext<'/[orgSlug]/activity/export'>,
) {
  const scope = await requireOrgMember((await params).orgSlug)
  return runHandler(request, async () => {
    const searchParams = Object.fromEntries(request.nextUrl.searchParams)
    const { action, member, from, to } = activityQuery.parse(searchParams)
    const actors = member ? await listActors(scope, member) : undefined
    const csv = await exportActivity(scope, { action, actors, from, to })
    const today = new Date().toISOString().slice(0, 10)
    return new Response(csv, {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${scope.org.slug}-activity-${today}.csv"`,
        'Cache-Control': 'private, no-store',
      },
    })
  })
}
