// The registration file: a new resource adds one line. Permissions, the activity log, the navigation and
// the tests read it.
export { activity } from './audit/resource'
export { orgs } from './orgs/resource'
export { projects } from './projects/resource'
