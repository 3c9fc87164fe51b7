/** One pass over the text that knows quotes: line ends made alike outside of them, the line of each record, and a quote that never closes. */

export interface QuoteScan {
  /** The text with every record ending in \n; line ends inside quotes are as they were. */
  readonly text: string
  /** Line of the file on which each record starts, from 1. */
  readonly lines: readonly number[]
  /** Line on which a quote opens that never closes, or null. */
  readonly unclosedLine: number | null
}

/** PapaParse takes one kind of line end and merges rows where a file mixes them (measured); so they are made alike first. */
export function scanQuotes(text: string, delimiter: string): QuoteScan {
  const lines = [1]
  const parts: string[] = []
  let from = 0
  let line = 1
  let inQuotes = false
  let openedAt = 1
  let isCellStart = true
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at)
    if (inQuotes) {
      if (char === 34) {
        if (text.charCodeAt(at + 1) === 34) at += 1
        else inQuotes = false
      } else if (char === 10 || (char === 13 && text.charCodeAt(at + 1) !== 10)) line += 1
      continue
    }
    if (char === 34 && isCellStart) {
      inQuotes = true
      openedAt = line
      isCellStart = false
    } else if (char === 10 || char === 13) {
      parts.push(text.slice(from, at), '\n')
      if (char === 13 && text.charCodeAt(at + 1) === 10) at += 1
      from = at + 1
      line += 1
      lines.push(line)
      isCellStart = true
    } else isCellStart = text[at] === delimiter
  }
  parts.push(text.slice(from))
  return { text: parts.join(''), lines, unclosedLine: inQuotes ? openedAt : null }
}
