/** Sets a cookie in the browser. */
export function writeCookie(
  { name, maxAge, domain }: { name: string; maxAge: number; domain?: string },
  value: string,
) {
  const attributes = `path=/; max-age=${maxAge}; samesite=lax${domain ? `; domain=${domain}` : ''}`
  // biome-ignore lint/suspicious/noDocumentCookie: Safari before 18.4 has no Cookie Store API.
  document.cookie = `${name}=${value}; ${attributes}`
}
