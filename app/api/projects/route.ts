import { z } from 'zod'
import { nameField } from '@/lib/fields'
import { parseBody, runHandler } from '@/lib/http'
import { searchQuery } from '@/lib/list-query'
import { requireApiMember } from '@/lib/orgs/guards'
import { createProject, listProjects } from '@/lib/projects/projects'

/** One page of an org's projects: `GET /api/projects?org=acme&q=moon&page=2`. */
export async function GET(request: Request) {
  return runHandler(request, async () => {
    const scope = await requireApiMember(request)
    const { q, page } = searchQuery.parse(Object.fromEntries(new URL(request.url).searchParams))
    return Response.json(await listProjects(scope, { search: q, page }))
  })
}

const createProjectSchema = z.object({ name: nameField('a name') })

/** Creates a project: `POST /api/projects` with `{ "org": "acme", "name": "Moonshot" }`. */
export async function POST(request: Request) {
  return runHandler(request, async () => {
    const scope = await requireApiMember(request)
    await createProject(scope, await parseBody(request, createProjectSchema))
    return new Response(null, { status: 201 })
  })
}
