import { type ActivityPart, defineResource } from '@/lib/define-resource'

export const projects = defineResource({
  pages: { projects: { label: 'Projects', icon: 'FolderKanban', order: 10, shortcut: 'g p' } },
  commands: [
    {
      label: 'New project',
      icon: 'Plus',
      page: 'projects',
      permission: 'project.create',
      shortcut: 'n p',
    },
  ],
  search: 'projects',
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
      describe: ({ name }, id) => ['created the project ', projectLink(name, id)],
    },
    'project.rename': {
      label: 'Renamed a project',
      describe: ({ name }, id) => ['renamed a project to ', projectLink(name, id)],
    },
    'project.archive': {
      label: 'Archived a project',
      describe: ({ name }, id) => ['archived the project ', projectLink(name, id)],
    },
    'project.restore': {
      label: 'Restored a project',
      describe: ({ name }, id) => ['restored the project ', projectLink(name, id)],
    },
    'project.delete': {
      label: 'Deleted a project',
      describe: ({ name }) => `deleted the project ${name}`,
    },
    'task.create': {
      label: 'Added a task',
      describe: (task) => ['added the task ', taskLink(task), inProject(task)],
    },
    'task.rename': {
      label: 'Renamed a task',
      describe: (task) => ['renamed a task to ', taskLink(task), inProject(task)],
    },
    'task.complete': {
      label: 'Completed a task',
      describe: (task) => ['completed the task ', taskLink(task), inProject(task)],
    },
    'task.reopen': {
      label: 'Reopened a task',
      describe: (task) => ['reopened the task ', taskLink(task), inProject(task)],
    },
    'task.assign': {
      label: 'Assigned a task',
      describe: ({ name, ...task }) => [
        name ? 'assigned the task ' : 'unassigned the task ',
        taskLink(task),
        inProject(task),
        name ? ` to ${name}` : '',
      ],
    },
    'task.delete': {
      label: 'Deleted a task',
      describe: ({ title, project, projectId }) =>
        projectId
          ? [`deleted the task ${title} in `, projectLink(project, projectId)]
          : `deleted the task ${title}`,
    },
  },
})

type Data = Record<string, string | undefined>

function projectLink(name = '', id = ''): ActivityPart {
  return { text: name, page: `projects/${id}` }
}

// Older entries name no project.
function taskLink({ title = '', projectId }: Data): ActivityPart {
  return projectId ? projectLink(title, projectId) : title
}

const inProject = ({ project }: Data) => (project ? ` in ${project}` : '')
