/** The arguments of each service after the user. */
export const examples: Record<string, (ids: Record<string, string>) => unknown[]> = {
  updateProfile: () => [{ name: 'Stolen' }],
}
