// Permissions, the activity log, the navigation and the tests read the resources that are listed here.
export { activity } from './audit/resource'
export { orgs } from './orgs/resource'
export { projects } from './projects/resource'
