export function isUniqueViolation(error: unknown, constraint: string): boolean {
  // drizzle wraps the driver's error.
  const { code, constraint: violated } = ((error as Error)?.cause ?? error) as {
    code?: string
    constraint?: string
  }
  return code === '23505' && violated === constraint
}
