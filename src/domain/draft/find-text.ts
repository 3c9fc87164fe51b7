/** Finds a text in the cells of a users' grid and replaces it; passwords are never looked at. */

export interface FindOptions {
  readonly text: string
  readonly kind: 'plain' | 'whole' | 'pattern'
  readonly matchCase: boolean
}

export interface FoundCell {
  /** Place in what was searched. */
  readonly at: number
  readonly before: string
  readonly after: string
}

/** A sentence for a pattern that is none, or null. */
export function patternProblem({ text, kind }: FindOptions): string | null {
  if (kind !== 'pattern') return null
  try {
    return new RegExp(text, 'gu') instanceof RegExp ? null : null
  } catch (error) {
    return `This is no valid regular expression: ${error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : String(error)}`
  }
}

const escapePattern = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** Cells that match, with what a replacement makes of them. `$1` and its like stand for groups of a pattern only. */
export function findIn(texts: readonly string[], options: FindOptions, replacement: string): FoundCell[] {
  const { text, kind, matchCase } = options
  if (text === '') return []
  const source = kind === 'pattern' ? text : kind === 'whole' ? `^${escapePattern(text)}$` : escapePattern(text)
  const pattern = new RegExp(source, matchCase ? 'gu' : 'giu')
  const found: FoundCell[] = []
  texts.forEach((before, at) => {
    if (before === '') return
    pattern.lastIndex = 0
    if (!pattern.test(before)) return
    pattern.lastIndex = 0
    found.push({ at, before, after: kind === 'pattern' ? before.replace(pattern, replacement) : before.replace(pattern, () => replacement) })
  })
  return found
}
