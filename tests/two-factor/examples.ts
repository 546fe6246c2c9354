/** The arguments of each service after the transaction and the user. */
export const examples: Record<string, () => unknown[]> = {
  createPendingSignIn: () => ['password'],
  findTwoFactor: () => [],
  createRecoveryCodes: () => [],
  countRecoveryCodes: () => [],
  verifyCode: () => ['000000', { ipAddress: '203.0.113.1' }],
}
