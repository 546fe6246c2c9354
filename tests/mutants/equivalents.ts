/** Mutants that change nothing anybody could notice, by their ids, and why not. */
export const EQUIVALENTS: Record<string, string> = {}
