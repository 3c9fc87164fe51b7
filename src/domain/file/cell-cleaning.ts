/** What is removed from cells while a file is read: the guards of an export for spreadsheets, and spaces around values. Secrets stay as they are. */

interface Options {
  readonly secret: readonly boolean[]
  /** Null where the file has no guards, or they are to be kept. */
  readonly removeGuard: ((cell: string) => string) | null
  readonly removesSpaces: boolean
}

export function cellCleaner({ secret, removeGuard, removesSpaces }: Options) {
  const counts = { apostrophes: 0, spaces: 0 }

  function removeGuards(cells: string[], unguard: (cell: string) => string) {
    for (let index = 0; index < cells.length; index += 1) {
      const cell = cells[index] ?? ''
      if (secret[index] === true || !cell.includes("'")) continue
      const plain = unguard(cell)
      if (plain === cell) continue
      cells[index] = plain
      counts.apostrophes += 1
    }
  }

  function removeSpaces(cells: string[]) {
    for (let index = 0; index < cells.length; index += 1) {
      const cell = cells[index] ?? ''
      const trimmed = cell.trim()
      if (secret[index] === true || trimmed === cell) continue
      cells[index] = trimmed
      counts.spaces += 1
    }
  }

  return {
    clean(rows: readonly string[][]) {
      if (removeGuard !== null) for (const cells of rows) removeGuards(cells, removeGuard)
      if (removesSpaces) for (const cells of rows) removeSpaces(cells)
    },
    counts,
  }
}
