/** Directory users as rows of the grid, made a slice at a time so that fifty thousand of them stop nobody. */
import { useEffect, useMemo, useState } from 'react'
import { attributeField, fieldByKey } from '#domain/fields/field-lookup.ts'
import type { FieldKey } from '#domain/fields/field.ts'
import { userId } from '#domain/directory/match.ts'
import type { Row, RowSet } from '#domain/packed/row.ts'
import { RowList } from '#domain/packed/row-list.ts'
import { readCell } from '#domain/plan/diff.ts'
import type { SystemUser } from '#domain/wire.ts'
import { searchText } from './user-filter.ts'
import { rowsByUser } from './user-edits.ts'

const sliceMs = 8
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

/** The texts of users in these columns. Managers, whom JumpCloud names by id, are named by username where they are known. */
export class UserTexts {
  readonly columns: readonly FieldKey[]
  readonly #cells = new WeakMap<SystemUser, readonly string[]>()
  readonly #names: ReadonlyMap<string, string>

  constructor(columns: readonly FieldKey[], names: ReadonlyMap<string, string>) {
    this.columns = columns
    this.#names = names
  }

  text(user: SystemUser, key: FieldKey): string {
    const field = fieldByKey(key) ?? attributeField(key)
    const text = field.secret ? '' : readCell(user, field)
    return key === 'manager' ? (this.#names.get(text) ?? text) : text
  }

  cells(user: SystemUser): readonly string[] {
    let found = this.#cells.get(user)
    if (found === undefined) {
      found = this.columns.map((key) => this.text(user, key))
      this.#cells.set(user, found)
    }
    return found
  }
}

/** Null until the texts of all users are made. */
export function useUserTexts(users: readonly SystemUser[], columns: readonly FieldKey[]): UserTexts | null {
  const [ready, setReady] = useState<UserTexts | null>(null)
  useEffect(() => {
    let isWanted = true
    const make = async () => {
      const names = new Map<string, string>()
      const texts = new UserTexts(columns, names)
      let until = performance.now() + sliceMs
      const breathe = async () => {
        if (performance.now() < until) return
        await pause()
        until = performance.now() + sliceMs
      }
      for (const user of users) {
        names.set(userId(user), user.username ?? '')
        searchText(user)
        await breathe()
      }
      for (const user of users) {
        if (!isWanted) return
        texts.cells(user)
        await breathe()
      }
      if (isWanted) setReady(texts)
    }
    void make()
    return () => {
      isWanted = false
    }
  }, [users, columns])
  return ready
}

/** The users as rows, with the edits of the draft in their cells. */
export function useUserRows(users: readonly SystemUser[], texts: UserTexts | null, edits: RowSet | null) {
  const places = useMemo(() => new Map(users.map((user, at) => [userId(user), at])), [users])
  const base = useMemo(
    () => (texts === null ? null : RowList.of(users.map((user, at): Row => ({ key: `r${at + 1}`, line: null, cells: texts.cells(user) })))),
    [texts, users],
  )
  const set = useMemo((): RowSet | null => {
    if (base === null || texts === null) return null
    const changed = new Map<number, Row>()
    for (const [id, { texts: edited }] of rowsByUser(edits)) {
      const at = places.get(id)
      const row = at === undefined ? undefined : base.at(at)
      if (at !== undefined && row !== undefined)
        changed.set(at, { key: row.key, line: null, cells: texts.columns.map((key, column) => edited[key] ?? row.cells[column] ?? '') })
    }
    return { columns: texts.columns, rows: changed.size === 0 ? base : base.with(changed) }
  }, [base, edits, places, texts])
  return { set, base, places }
}
