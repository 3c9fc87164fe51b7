/** Finds a row that a line break without quotes has cut in two: each half is short, together they are one row, and the second has no address of its own. */

const hasAddress = (cell: string | undefined): boolean => cell !== undefined && cell.includes('@')

/** The column in which most whole rows have an address; -1 where none has. */
function addressColumn(width: number, sample: readonly (readonly string[])[]): number {
  const whole = sample.filter(({ length }) => length === width)
  for (let column = 0; column < width; column += 1)
    if (whole.length > 0 && whole.filter((cells) => hasAddress(cells[column])).length > whole.length / 2) return column
  return -1
}

interface Half {
  readonly cells: readonly string[]
  readonly row: number
  readonly line: number
}

/** Asked row by row, before missing cells are filled: the row before, where both are halves of one. */
export function brokenLines(width: number, sample: readonly (readonly string[])[]) {
  const column = addressColumn(width, sample)
  let before: Half | null = null
  return (cells: readonly string[], row: number, line: number): { readonly row: number; readonly line: number } | null => {
    const half = before
    before = column >= 0 && cells.length < width ? { cells: [...cells], row, line } : null
    if (half === null || before === null || line !== half.line + 1 || half.cells.length + cells.length !== width + 1) return null
    const own = hasAddress(half.cells[column]) || (column >= half.cells.length && hasAddress(cells[column - half.cells.length + 1]))
    return own && !hasAddress(cells[column]) ? { row: half.row, line: half.line } : null
  }
}
