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

const storageKey = (name: string) => `rollcall.grid.${name}`

export function readArrangement(name: string): Arrangement {
  try {
    return { ...usualArrangement, ...(JSON.parse(localStorage.getItem(storageKey(name)) ?? '{}') as Partial<Arrangement>) }
  } catch {
    return usualArrangement
  }
}

/** A browser that stores nothing more only forgets how wide a column was. */
export function storeArrangement(name: string, arrangement: Arrangement): void {
  try {
    localStorage.setItem(storageKey(name), JSON.stringify(arrangement))
  } catch {
    return
  }
}
