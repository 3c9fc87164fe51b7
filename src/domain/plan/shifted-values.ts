/** Values that belong to the user of another row: a spreadsheet of which one column was sorted, or moved down by a cell. */
import { counted, plural } from '../count.ts'
import type { FieldKey } from '../fields/field.ts'
import { foldName } from '../fields/fold-name.ts'
import { changesOf, type Advice, type Plan, type PlanItem } from './plan-model.ts'

type Texts = (field: FieldKey) => string

interface Pair {
  /** What a row is called by one field, and by another that says the same; '' where it does not. */
  readonly own: (textOf: Texts) => string
  readonly other: (textOf: Texts) => string
  readonly what: string
}

const pairs: readonly Pair[] = [
  { own: (textOf) => textOf('username'), other: (textOf) => textOf('email').split('@')[0] ?? '', what: 'an email that has the username of another row' },
  {
    own: (textOf) => (textOf('firstname') === '' ? '' : `${textOf('firstname')} ${textOf('lastname')}`),
    other: (textOf) => textOf('displayname'),
    what: 'a display name that is the name of another row',
  },
]

/** One may be an accident of names; of several, a column has slipped. */
const fewest = 2
const shownLines = 4

export function shiftedValues({ items }: Plan): Advice[] {
  const textsOf = (item: PlanItem): Texts => {
    const user = item.kind === 'update' ? (item.user as Readonly<Record<string, unknown>>) : {}
    const changes = changesOf(item)
    return (field) => {
      const known = user[field]
      return foldName(changes.find((change) => change.field === field)?.after ?? (typeof known === 'string' ? known : ''))
    }
  }
  const going = items.flatMap((item) => (item.kind === 'create' || item.kind === 'update' ? [{ item, textOf: textsOf(item) }] : []))
  return pairs.flatMap(({ own, other, what }): Advice[] => {
    const rows = going.map(({ item, textOf }) => ({ item, own: own(textOf), other: other(textOf) }))
    const names = new Set(rows.map((row) => row.own).filter((name) => name !== ''))
    const shifted = rows.filter((row) => row.own !== '' && row.other !== row.own && names.has(row.other))
    if (shifted.length < fewest) return []
    return [
      {
        key: 'shifted',
        tone: 'warning',
        title: `${counted(shifted.length, 'user')} with ${what}`,
        detail: `${shifted
          .slice(0, shownLines)
          .map((row) => `${row.own} has ${row.other}`)
          .join(
            ', ',
          )}${shifted.length > shownLines ? ` and ${shifted.length - shownLines} more` : ''}. A column may have been sorted or moved without the others. Check the ${plural(shifted.length, 'row', 'rows')} in the source.`,
        items: shifted.map((row) => row.item),
      },
    ]
  })
}
