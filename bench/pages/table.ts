export type Row = Record<string, string | number | undefined>

/** Prints a Markdown table with a column for each name in the first row. */
export function printTable(rows: Row[]) {
  const names = Object.keys(rows[0] ?? {})
  const lines = [
    names,
    names.map(() => '---'),
    ...rows.map((row) => names.map((name) => cell(row[name]))),
  ]
  const widths = names.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  )
  for (const line of lines) {
    const cells = line.map((text, column) =>
      text.padEnd(widths[column] ?? 0, text === '---' ? '-' : ' '),
    )
    console.log(`| ${cells.join(' | ')} |`)
  }
}

function cell(value: Row[string]): string {
  if (typeof value !== 'number') return value ?? ''
  return Number.isInteger(value) || value >= 100
    ? String(Math.round(value))
    : value.toFixed(value < 10 ? 2 : 1)
}
