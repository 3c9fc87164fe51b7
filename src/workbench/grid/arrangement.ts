/** How the columns of a users' grid are arranged: order, widths, hidden and frozen ones, remembered in this browser. */
import type { FieldKey } from '#domain/fields/field.ts'

export interface Arrangement {
  /** Fields in the order in which they were put; others follow in the order of the draft. */
  readonly order: readonly FieldKey[]
  readonly hidden: readonly FieldKey[]
  readonly widths: Readonly<Record<FieldKey, number>>
  /** Fields that stay in sight; null for the usual one. */
  readonly frozen: readonly FieldKey[] | null
}

export const usualArrangement: Arrangement = { order: [], hidden: [], widths: {}, frozen: null }

/** What says who a row is, best first. */
const identities = ['username', 'email', 'employeeIdentifier', 'id']

/** Who a row is stays in sight from the start. */
export const frozenFields = ({ frozen }: Arrangement, columns: readonly FieldKey[]): readonly FieldKey[] =>
  frozen ?? identities.filter((key) => columns.includes(key)).slice(0, 1)

/** The fields that are shown, in their order: frozen ones first, and how many those are. */
export function arranged(arrangement: Arrangement, columns: readonly FieldKey[]): { readonly shown: readonly FieldKey[]; readonly frozen: number } {
  const visible = columns.filter((key) => !arrangement.hidden.includes(key))
  const rank = new Map(arrangement.order.map((key, at) => [key, at]))
  const last = arrangement.order.length
  const ordered = visible.toSorted((a, b) => (rank.get(a) ?? last) - (rank.get(b) ?? last))
  const pinned = frozenFields(arrangement, columns).filter((key) => ordered.includes(key))
  return { shown: [...pinned, ...ordered.filter((key) => !pinned.includes(key))], frozen: pinned.length }
}

/** A shown column at another place. Across the frozen edge it becomes frozen, or stops being it. */
export function movedColumn(arrangement: Arrangement, columns: readonly FieldKey[], key: FieldKey, to: number): Arrangement {
  const { shown, frozen } = arranged(arrangement, columns)
  const others = shown.filter((each) => each !== key)
  const order = [...others.slice(0, to), key, ...others.slice(to)]
  const wasFrozen = shown.indexOf(key) < frozen
  const count = wasFrozen && to >= frozen ? frozen - 1 : !wasFrozen && to < frozen ? frozen + 1 : frozen
  return { ...arrangement, order, frozen: order.slice(0, count) }
}

export const withHidden = (arrangement: Arrangement, keys: readonly FieldKey[], hidden: boolean): Arrangement => ({
  ...arrangement,
  hidden: hidden ? [...new Set([...arrangement.hidden, ...keys])] : arrangement.hidden.filter((key) => !keys.includes(key)),
})

/** What is remembered of grids of one name: widths of fields wherever they are, and the rest with the grid and the columns for which it was chosen, latest first. */
interface Remembered {
  readonly widths: Arrangement['widths']
  readonly layouts: readonly Layout[]
}

interface Layout extends Omit<Arrangement, 'widths'> {
  /** The draft, or the screen. */
  readonly of: string
  readonly columns: readonly FieldKey[]
}

/** Which grid it is. */
export interface GridName {
  readonly name: string
  readonly of: string
}

/** Older ones are forgotten. */
const mostLayouts = 30

const isSameSet = (a: readonly FieldKey[], b: readonly FieldKey[]) => a.length === b.length && a.every((key) => b.includes(key))

/** As the grid was left, or else as the last one with the same columns: what was moved or hidden among other columns stays there. */
export function arrangementFor({ widths, layouts }: Remembered, of: string, columns: readonly FieldKey[]): Arrangement {
  const own = layouts.find((layout) => layout.of === of) ?? layouts.find((layout) => isSameSet(layout.columns, columns))
  const { order, hidden, frozen } = own ?? usualArrangement
  return { order, hidden, frozen, widths }
}

export function withArrangement({ layouts }: Remembered, of: string, columns: readonly FieldKey[], { widths, ...layout }: Arrangement): Remembered {
  const others = layouts.filter((each) => each.of !== of && !isSameSet(each.columns, columns))
  return { widths, layouts: [{ of, columns, ...layout }, ...others].slice(0, mostLayouts) }
}

/** As it is stored. Before there were layouts, one arrangement was kept for all grids of a name: it belongs to the columns that it names. */
export function parseRemembered(text: string | null, name: string): Remembered {
  const stored = JSON.parse(text ?? '{}') as Partial<Remembered & Arrangement>
  const { order = [], hidden = [], frozen = null, widths = {} } = stored
  const columns = [...new Set([...order, ...hidden])]
  return { widths, layouts: stored.layouts ?? (columns.length === 0 ? [] : [{ of: name, columns, order, hidden, frozen }]) }
}

const storageKey = (name: string) => `rollcall.grid.${name}`

function remembered(name: string): Remembered {
  try {
    return parseRemembered(localStorage.getItem(storageKey(name)), name)
  } catch {
    return { widths: {}, layouts: [] }
  }
}

export const readArrangement = ({ name, of }: GridName, columns: readonly FieldKey[]): Arrangement => arrangementFor(remembered(name), of, columns)

/** A browser that stores nothing more only forgets how wide a column was. */
export function storeArrangement({ name, of }: GridName, columns: readonly FieldKey[], arrangement: Arrangement): void {
  try {
    localStorage.setItem(storageKey(name), JSON.stringify(withArrangement(remembered(name), of, columns, arrangement)))
  } catch {
    return
  }
}
