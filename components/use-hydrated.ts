import { useSyncExternalStore } from 'react'

/** False on the server and until React has hydrated the page. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
}

/** Marks a button that needs JavaScript as disabled until hydration. */
export function useReady() {
  return { 'aria-disabled': useHydrated() ? undefined : true } as const
}
