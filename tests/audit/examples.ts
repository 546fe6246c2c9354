import type { Example } from '../attack/load-examples'

const anyEntry = { limit: 100 }
const before = { createdAt: new Date('2100-01-01'), id: '00000000-0000-4000-8000-000000000000' }
const days = { from: '2000-01-01', to: '2100-01-01' }

/** The arguments of each service after the transaction and the scope. */
export const examples: Record<string, Example | Example[]> = {
  listActivity: [() => [anyEntry], ({ userId }) => [filteredBy(userId)]],
  selectActivity: [() => [anyEntry], ({ userId }) => [filteredBy(userId)]],
  exportActivity: [() => [{}], ({ userId }) => [filteredBy(userId)]],
  listActors: ({ member }) => [member],
  record: [
    ({ projectId }) => ['org.create', projectId, { name: 'Stolen' }],
    ({ projectId }) => ['project.create', projectId, { name: 'Stolen' }],
  ],
}

function filteredBy(userId = '') {
  return { ...anyEntry, ...days, before, actors: [{ id: userId }] }
}
