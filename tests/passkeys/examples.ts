import { randomUUID } from 'node:crypto'

const caller = { ipAddress: '203.0.113.1' }

/** The arguments of each service after the user. */
export const examples: Record<string, (ids: Record<string, string>) => unknown[]> = {
  listPasskeys: () => [],
  renamePasskey: () => [{ id: randomUUID(), name: 'Stolen' }, caller],
  removePasskey: () => [randomUUID(), caller],
}
