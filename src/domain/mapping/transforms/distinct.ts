/** The different values of a column, and the spelling that most of its cells use for each. */
import type { FieldKey } from '../../fields/field.ts'
import { RowList } from '../../packed/row-list.ts'
import type { RowSet } from '../../packed/row.ts'
import { foldWord } from './words.ts'

export interface DistinctValue {
  readonly word: string
  readonly count: number
  /** The usual spelling of the same word, where this is another one; null where there is none. */
  readonly meaning: string | null
}

/** The frequent ones first. More different values than `most` are not a list to choose from: null. */
export function distinctValues(set: RowSet, field: FieldKey, most = 1_000): readonly DistinctValue[] | null {
  const list = RowList.of(set.rows)
  const column = set.columns.indexOf(field)
  const counts = new Map<string, number>()
  for (let index = 0; index < list.length; index += 1) {
    const text = column < 0 ? '' : list.textAt(index, column)
    if (text === '') continue
    counts.set(text, (counts.get(text) ?? 0) + 1)
    if (counts.size > most) return null
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1])
  const usual = new Map<string, string>()
  for (const [text] of sorted) {
    const key = foldWord(text)
    // Between equally frequent spellings, the one that begins with a capital and has no spaces around it.
    const known = usual.get(key)
    if (known === undefined || (counts.get(known) === counts.get(text) && known === known.toLowerCase() && text.trim() === text)) usual.set(key, text)
  }
  return sorted.map(([word, count]) => {
    const spelling = usual.get(foldWord(word))?.trim() ?? word
    return { word, count, meaning: spelling === word ? null : spelling }
  })
}
