import { defineResource } from '@/lib/define-resource'

export const projects = defineResource({
  pages: { projects: { label: 'Projects', icon: 'FolderKanban', order: 10 } },
  permissions: {
    'project.create': ['admin', 'member'],
    'project.rename': ['admin', 'member'],
    'project.archive': ['admin', 'member'],
    'project.delete': ['admin'],
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
  },
})
