/** The services of this folder take a transaction of another service. */
export const examples = {}
