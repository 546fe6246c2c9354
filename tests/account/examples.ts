/** The arguments of each service after the user. */
export const examples: Record<string, (ids: Record<string, string>) => unknown[]> = {
  listSecurityEvents: () => [],
  recordSecurityEvent: ({ userId }) => [userId, 'password.change', { ipAddress: '203.0.113.1' }],
  updateProfile: () => [{ name: 'Stolen' }],
}
