export function withoutSecrets(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => !/password|token|code|passkey/i.test(name)),
  )
}
