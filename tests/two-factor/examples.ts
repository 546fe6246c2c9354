/** The arguments of each service after the transaction and the user. */
export const examples: Record<string, () => unknown[]> = {
  createPendingSignIn: () => ['password'],
}
