import { defineResource } from '@/lib/define-resource'

export const projects = defineResource({
  pages: { projects: { label: 'Projects', icon: 'FolderKanban', order: 10 } },
  permissions: {
    'project.create': ['admin', 'member'],
    'project.rename': ['admin', 'member'],
    'project.archive': ['admin', 'member'],
    'project.delete': ['admin'],
    'task.create': ['admin', 'member'],
    'task.update': ['admin', 'member'],
    'task.delete': ['admin', 'member'],
  },
  activity: {
    'project.create': {
      label: 'Created a project',
      describe: ({ name }) => `created the project ${name}`,
    },
    'project.rename': {
      label: 'Renamed a project',
      describe: ({ name }) => `renamed a project to ${name}`,
    },
    'project.archive': {
      label: 'Archived a project',
      describe: ({ name }) => `archived the project ${name}`,
    },
    'project.restore': {
      label: 'Restored a project',
      describe: ({ name }) => `restored the project ${name}`,
    },
    'project.delete': {
      label: 'Deleted a project',
      describe: ({ name }) => `deleted the project ${name}`,
    },
    'task.create': {
      label: 'Added a task',
      describe: ({ title }) => `added the task ${title}`,
    },
    'task.complete': {
      label: 'Completed a task',
      describe: ({ title }) => `completed the task ${title}`,
    },
    'task.reopen': {
      label: 'Reopened a task',
      describe: ({ title }) => `reopened the task ${title}`,
    },
    'task.assign': {
      label: 'Assigned a task',
      describe: ({ title, name }) =>
        name ? `assigned the task ${title} to ${name}` : `unassigned the task ${title}`,
    },
    'task.delete': {
      label: 'Deleted a task',
      describe: ({ title }) => `deleted the task ${title}`,
    },
  },
})
