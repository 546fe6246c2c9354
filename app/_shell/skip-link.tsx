/** The first thing that Tab reaches: leads past the navigation to the page's `main`. */
export function SkipLink() {
  return (
    <a
      href="#content"
      className="fixed top-2 left-2 z-50 rounded-md bg-primary px-4 py-2.5 font-medium text-primary-foreground text-sm not-focus:sr-only"
    >
      Skip to content
    </a>
  )
}
