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

const name = nameField('a name')
const anyProject = z.object({ id: idField })

export const createProjectAction = orgAction(z.object({ name }), async (scope, input) => {
  await createProject(scope, input)
  return 'Project created.'
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

export const deleteProjectAction = orgAction(anyProject, async (scope, { id }) => {
  await deleteProject(scope, id)
  return 'Project deleted.'
})
