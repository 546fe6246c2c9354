import { z } from 'zod'
import { nameField } from '@/lib/fields'
import { parseBody, runHandler } from '@/lib/http'
import { requireOrgMember } from '@/lib/orgs/guards'
import { requestedOrg } from '@/lib/orgs/requested-org'
import { createProject, listProjects } from '@/lib/projects/projects'

/** The projects of an org, for programs: `GET /api/projects?org=acme`. */
export async function GET(request: Request) {
  const scope = await requireOrgMember(await requestedOrg(request))
  return runHandler(request, async () => Response.json({ projects: await listProjects(scope) }))
}

const createProjectSchema = z.object({ name: nameField('a name') })

/** Creates one: `POST /api/projects` with `{ "org": "acme", "name": "Moonshot" }`. */
export async function POST(request: Request) {
  const scope = await requireOrgMember(await requestedOrg(request))
  return runHandler(request, async () => {
    await createProject(scope, await parseBody(request, createProjectSchema))
    return new Response(null, { status: 201 })
  })
}
