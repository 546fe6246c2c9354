/** Next warns with an error about each form from before a deploy, and about each made-up action. */
export function warnWithoutStacks() {
  const { warn } = console
  console.warn = (...values: unknown[]) =>
    warn(...values.map((value) => (value instanceof Error ? value.message : value)))
}
