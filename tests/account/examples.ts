/** The arguments of each service after the user. */
export const examples: Record<string, (ids: Record<string, string>) => unknown[]> = {
  findConfirmation: () => [{ ipAddress: '203.0.113.1' }],
  findWaysIn: () => [],
  lockUser: ({ userId }) => [{ id: userId }, { ipAddress: '203.0.113.1' }],
  requireWayIn: ({ userId }) => [{ id: userId }],
  announceWayIn: ({ userId, email }) => [
    { id: userId, name: 'Ann', email },
    'passkey-added',
    'Laptop',
  ],
  findEmailChange: () => [],
  findEmailToConfirm: ({ token }) => [token],
  requireSamePassword: ({ userId }) => [{ id: userId }, 'none'],
  listSecurityEvents: () => [],
  recordSecurityEvent: ({ userId }) => [userId, 'password.change', { ipAddress: '203.0.113.1' }],
  updatePreferences: () => [
    { theme: 'dark', timeZone: 'Asia/Tokyo', locale: 'ja-JP' },
    { ipAddress: '203.0.113.1' },
  ],
  updateTheme: () => ['dark'],
  adoptTimeZone: ({ userId }) => [userId, { ipAddress: '203.0.113.1', browserZone: 'Asia/Tokyo' }],
  updateProfile: () => [{ name: 'Stolen' }, { ipAddress: '203.0.113.1' }],
  listSessions: () => [{ ipAddress: '203.0.113.1' }],
  revokeSession: ({ id }) => [id, { ipAddress: '203.0.113.1' }],
  revokeOtherSessions: () => [{ ipAddress: '203.0.113.1' }],
}
