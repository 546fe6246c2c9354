import { useSyncExternalStore } from 'react'

/** Whether React has taken over the page. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
}

/** For buttons that do nothing without JavaScript: until then they say so. */
export function useReady() {
  return { 'aria-disabled': useHydrated() ? undefined : true } as const
}
