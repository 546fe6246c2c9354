'use server'

import { z } from 'zod'
import { idField, nameField } from '@/lib/fields'
import { orgAction } from '@/lib/orgs/actions'
import { addTask, assignTask, completeTask, deleteTask, reopenTask } from '@/lib/projects/tasks'

const addTaskSchema = z.object({ projectId: idField, title: nameField('a task') })

export const addTaskAction = orgAction(addTaskSchema, async (scope, { projectId, title }) => {
  await addTask(scope, projectId, title)
  return 'Task added.'
})

const anyTask = z.object({ id: idField })

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
