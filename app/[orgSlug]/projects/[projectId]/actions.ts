'use server'

import { z } from 'zod'
import { idField, nameField } from '@/lib/fields'
import { orgAction } from '@/lib/orgs/actions'
import {
  addTask,
  assignTask,
  completeTask,
  deleteTask,
  renameTask,
  reopenTask,
} from '@/lib/projects/tasks'

const title = nameField('a task')
const addTaskSchema = z.object({ projectId: idField, title })

export const addTaskAction = orgAction(addTaskSchema, async (scope, { projectId, title }) => {
  await addTask(scope, projectId, title)
  return 'Task added.'
})

const anyTask = z.object({ id: idField })

export const renameTaskAction = orgAction(anyTask.extend({ title }), async (scope, input) => {
  await renameTask(scope, input.id, input.title)
  return 'Task renamed.'
})

export const completeTaskAction = orgAction(anyTask, async (scope, { id }) => {
  await completeTask(scope, id)
  return 'Task completed.'
})

export const reopenTaskAction = orgAction(anyTask, async (scope, { id }) => {
  await reopenTask(scope, id)
  return 'Task reopened.'
})

const assignTaskSchema = z.object({ id: idField, assigneeId: z.literal('').or(idField) })

export const assignTaskAction = orgAction(assignTaskSchema, async (scope, { id, assigneeId }) => {
  await assignTask(scope, id, assigneeId || null)
  return assigneeId ? 'Task assigned.' : 'Task unassigned.'
})

export const deleteTaskAction = orgAction(anyTask, async (scope, { id }) => {
  await deleteTask(scope, id)
  return 'Task deleted.'
})
