// The registration file. A new resource is one line here: permissions, activity, navigation and the
// tests read it.
export { activity } from './audit/resource'
export { orgs } from './orgs/resource'
export { projects } from './projects/resource'
