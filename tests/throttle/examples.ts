/** The arguments of each service: none is called with an org. */
export const examples = {}
