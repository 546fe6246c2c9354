/** True for the names of this machine. Browsers resolve `*.localhost` to it. */
export function isLoopbackUrl(url: string): boolean {
  return URL.canParse(url) && LOOPBACK.test(new URL(url).hostname)
}

const LOOPBACK = /^((.+\.)?localhost|127(\.\d+){3}|\[::1\])$/
