import type { Example } from '../attack/load-examples'

/** The arguments of each service after the transaction and the user. */
export const examples: Record<string, Example | Example[]> = {
  createPendingSignIn: () => ['password'],
  findTwoFactor: () => [],
  setTwoFactorRequired: [() => [true], () => [false]],
  findRequirement: () => [],
  listOrgsRequiringTwoFactor: () => [],
  listMembersWithTwoFactor: ({ userId }) => [[userId]],
  createRecoveryCodes: () => [],
  countRecoveryCodes: () => [],
  verifyCode: () => ['000000', { ipAddress: '203.0.113.1' }],
}
