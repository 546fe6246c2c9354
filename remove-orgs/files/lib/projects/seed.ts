import type { Actor } from '@/lib/auth/accounts'
import { archiveProject, createProject } from './projects'
import { addTask, completeTask } from './tasks'

const PROJECTS = {
  'Website relaunch': ['Collect the texts', 'Draw the start page', 'Choose a date'],
  'Summer trip': ['Book the train', 'Find a tent'],
  'Tax return': ['Gather the receipts'],
}

export async function seedProjects(user: Actor) {
  for (const [name, titles] of Object.entries(PROJECTS)) {
    const project = await createProject(user, { name })
    for (const title of titles) {
      const task = await addTask(user, project, title)
      if (title === titles[0]) await completeTask(user, task)
    }
    if (name === 'Tax return') await archiveProject(user, project)
  }
}
