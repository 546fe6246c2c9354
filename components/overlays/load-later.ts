import { type ComponentType, lazy } from 'react'

/** A component whose code loads when it is first rendered, or earlier by `preload`. */
export function loadLater<Props>(load: () => Promise<ComponentType<Props>>) {
  return {
    Component: lazy(async () => ({ default: await load() })),
    // Rendering tries again and shows the error.
    preload: () => void load().catch(() => {}),
  }
}
