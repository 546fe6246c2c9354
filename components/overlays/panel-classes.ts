// The overlay scrolls, so that a dialog taller than the screen stays reachable.
export const overlayClass =
  'fixed inset-0 z-50 grid grid-cols-[minmax(0,28rem)] justify-center overflow-y-auto bg-overlay px-4 py-[max(1rem,12vh)] motion-safe:animate-fade'
export const panelClass =
  'relative h-fit rounded-xl border bg-popover p-5 shadow-float outline-none motion-safe:animate-pop sm:p-6'
export const titleClass = 'pr-8 font-semibold text-base leading-6'
export const descriptionClass = 'mt-1.5 text-muted-foreground text-sm'
export const footerClass =
  'mt-6 flex flex-col-reverse gap-2 sm:flex-row sm:items-center sm:justify-end'
