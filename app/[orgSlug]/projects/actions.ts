'use server'

import { z } from 'zod'
import { idField, nameField } from '@/lib/fields'
import { orgAction } from '@/lib/orgs/actions'
import {
  archiveProject,
  createProject,
  deleteProject,
  renameProject,
  restoreProject,
} from '@/lib/projects/projects'
import { redirectTo } from '@/lib/urls'

const name = nameField('a name')
const anyProject = z.object({ id: idField })

export const createProjectAction = orgAction(z.object({ name }), async (scope, input) => {
  const id = await createProject(scope, input)
  return redirectTo(`/${scope.org.slug}/projects/${id}?notice=created`)
})

export const renameProjectAction = orgAction(
  z.object({ id: idField, name }),
  async (scope, input) => {
    await renameProject(scope, input.id, input.name)
    return 'Project renamed.'
  },
)

export const archiveProjectAction = orgAction(anyProject, async (scope, { id }) => {
  await archiveProject(scope, id)
  return 'Project archived.'
})

export const restoreProjectAction = orgAction(anyProject, async (scope, { id }) => {
  await restoreProject(scope, id)
  return 'Project restored.'
})

const deleteProjectSchema = anyProject.extend({ from: z.literal('page').optional() })

export const deleteProjectAction = orgAction(deleteProjectSchema, async (scope, { id, from }) => {
  await deleteProject(scope, id)
  if (from) await redirectTo(`/${scope.org.slug}/projects?notice=deleted`)
  return 'Project deleted.'
})
