/** The keys of a shortcut such as "g p". */
export function Shortcut({ keys }: { keys: string }) {
  return (
    <span className="ml-auto flex shrink-0 gap-1">
      {keys.split(' ').map((key) => (
        <Key key={key}>{key.toUpperCase()}</Key>
      ))}
    </span>
  )
}

/** What the keys of the command menu do. */
export function KeyHints() {
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t px-4 py-2.5 text-muted-foreground text-xs pointer-coarse:hidden">
      <Hint keys={['↑', '↓']}>Move</Hint>
      <Hint keys={['↵']}>Open</Hint>
      <Hint keys={['Esc']}>Close</Hint>
      <span>Shortcuts work on every page</span>
    </p>
  )
}

function Hint({ keys, children }: { keys: string[]; children: string }) {
  return (
    <span className="flex items-center gap-1">
      {keys.map((key) => (
        <Key key={key}>{key}</Key>
      ))}
      <span className="ml-0.5">{children}</span>
    </span>
  )
}

function Key({ children }: { children: string }) {
  return (
    <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border bg-muted px-1 font-sans text-[0.6875rem] text-muted-foreground">
      {children}
    </kbd>
  )
}
