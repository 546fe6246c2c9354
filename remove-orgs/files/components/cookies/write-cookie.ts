/** Sets a cookie in the browser. */
export function writeCookie({ name, maxAge }: { name: string; maxAge: number }, value: string) {
  // biome-ignore lint/suspicious/noDocumentCookie: Safari before 18.4 has no Cookie Store API.
  document.cookie = `${name}=${value}; path=/; max-age=${maxAge}; samesite=lax`
}
