/** Groups messages that differ only in whom they are about: forty failures are read as five reasons. */

export interface Reason<T> {
  /** The message of the rows; where they name somebody or something different each, without the names. */
  readonly text: string
  readonly rows: readonly T[]
}

/** Names, addresses, ids and numbers are what differs between rows; the rest is the reason. */
const kindOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[\w.+'-]+@[\w.-]+/g, '@')
    .replaceAll(/[“"'‘`][^”"'’`]*[”"'’`]/g, '"')
    .replaceAll(/\b[0-9a-f]{24}\b/g, '#')
    .replaceAll(/\d+/g, '#')
    .replaceAll(/\s+/g, ' ')
    .trim()

const withoutNames = (text: string): string =>
  text
    .replaceAll(/[\w.+'-]+@[\w-]+(\.[\w-]+)*/g, '…')
    .replaceAll(/“[^”]*”/g, '“…”')
    .replaceAll(/"[^"]*"/g, '"…"')
    .replaceAll(/\b[0-9a-f]{24}\b/g, '…')

/** Largest first; rows without a message are a group of their own. */
export function groupReasons<T>(rows: readonly T[], textOf: (row: T) => string, otherwise: string): Reason<T>[] {
  const groups = new Map<string, { text: string; rows: T[] }>()
  for (const row of rows) {
    const text = textOf(row).trim() || otherwise
    const kind = kindOf(text)
    const group = groups.get(kind)
    if (group === undefined) groups.set(kind, { text, rows: [row] })
    else {
      if (text !== group.text) group.text = withoutNames(group.text)
      group.rows.push(row)
    }
  }
  return [...groups.values()].sort((a, b) => b.rows.length - a.rows.length)
}
