/** Prints the message without the stack and exits with 1. */
export function exitWithError(error: unknown): never {
  console.error(`\n${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
