/** A bar at the top of the window, visible once a page takes longer than a moment. */
export function Progress() {
  return (
    <span
      aria-hidden
      data-pending
      className="pointer-events-none fixed inset-x-0 top-0 z-50 h-0.75 origin-left animate-progress bg-link"
    />
  )
}
