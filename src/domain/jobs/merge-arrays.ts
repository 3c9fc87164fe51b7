/** Brings the arrays of an update up to date right before it is sent: what others have changed meanwhile is kept, or the row stops. */
import type { BulkUserUpdate, SystemUser, WireAddress, WireAttribute, WirePhone } from '../wire.ts'
import { arraysOf, arraysSent, type WholeArray } from './payload.ts'

type Entry = WirePhone | WireAddress | WireAttribute

export type Merged =
  | { readonly kind: 'merged'; readonly payload: BulkUserUpdate; readonly before: SystemUser; readonly hasNews: boolean }
  /** Entries that the row changes and that somebody else has changed since the review, each as a reader would name it. */
  | { readonly kind: 'conflict'; readonly entries: readonly string[] }

const names: Record<WholeArray, { readonly one: string; readonly by: 'type' | 'name' }> = {
  phoneNumbers: { one: 'phone', by: 'type' },
  addresses: { one: 'address', by: 'type' },
  attributes: { one: 'custom attribute', by: 'name' },
}

/**
 * `before` is the user as the review compared it, `present` as just read. An entry that the row does not touch is sent as just read; one that it
 * changes is sent only where it still stands as reviewed, or already as wanted.
 */
export function mergeArrays(payload: BulkUserUpdate, before: SystemUser, present: SystemUser): Merged {
  const conflicts: string[] = []
  const arrays: Partial<Record<WholeArray, readonly Entry[]>> = {}
  const read: Partial<Record<WholeArray, readonly Entry[]>> = {}
  for (const name of arraysSent(payload)) {
    const { one, by } = names[name]
    const reviewed = entriesOf(arraysOf(before)[name], by)
    const wanted = entriesOf(payload[name] ?? [], by)
    const now = entriesOf(arraysOf(present)[name], by)
    const merged: Entry[] = []
    for (const key of new Set([...now.keys(), ...wanted.keys(), ...reviewed.keys()])) {
      const [was, ours, theirs] = [reviewed.get(key), wanted.get(key), now.get(key)]
      const isTouched = print(was) !== print(ours)
      if (isTouched && print(theirs) !== print(was) && print(theirs) !== print(ours)) conflicts.push(`${one} “${key.replace(/ \d+$/, '')}”`)
      const kept = isTouched ? ours : theirs
      if (kept !== undefined) merged.push(kept)
    }
    arrays[name] = merged
    read[name] = arraysOf(present)[name]
  }
  if (conflicts.length > 0) return { kind: 'conflict', entries: conflicts }
  const next = { ...payload, ...arrays } as BulkUserUpdate
  return { kind: 'merged', payload: next, before: { ...before, ...read } as SystemUser, hasNews: JSON.stringify(next) !== JSON.stringify(payload) }
}

/** Entries by what names them; a second one of the same name is told apart by its place. */
function entriesOf(list: readonly Entry[], by: 'type' | 'name'): Map<string, Entry> {
  const found = new Map<string, Entry>()
  for (const entry of list) {
    const name = (entry as Readonly<Record<string, unknown>>)[by]?.toString() ?? ''
    let nth = 1
    while (found.has(`${name} ${nth}`)) nth += 1
    found.set(`${name} ${nth}`, entry)
  }
  return found
}

/** Blank parts do not count: JumpCloud drops them (observed). */
const print = (entry: Entry | undefined): string =>
  entry === undefined
    ? ''
    : JSON.stringify(
        Object.entries(entry)
          .filter(([, value]) => value !== '' && value !== null && value !== undefined)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      )
