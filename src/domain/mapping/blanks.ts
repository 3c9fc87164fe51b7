/** Columns in which a blank cell, or a word, clears the value in JumpCloud: chosen column by column, and counted before it is chosen. */
import { canClear, clearMark } from '../fields/clear.ts'
import { fieldByKey } from '../fields/field-lookup.ts'
import type { FieldKey } from '../fields/field.ts'
import { cellIn, packColumn, type PackedColumn, type PackedTable } from '../packed/packed-table.ts'
import type { BlankPolicy } from './model.ts'

export const leavesBlanks: BlankPolicy = { clearsBlank: false, clearWord: '' }

export const canClearField = (field: FieldKey): boolean => {
  const known = fieldByKey(field)
  return known !== undefined && canClear(known)
}

const isBlank = (text: string): boolean => text === '' || text.trim() === ''
const foldWord = (text: string): string => text.trim().toLowerCase()

/** A text with the policy applied. */
const cleared = (text: string, { clearsBlank }: BlankPolicy, word: string): string => {
  if (isBlank(text)) return clearsBlank ? clearMark : text
  return word !== '' && foldWord(text) === word ? clearMark : text
}

/** The column as it is mapped: without a policy, the source's own. */
export function clearingColumn(column: PackedColumn | null, count: number, field: FieldKey, policy: BlankPolicy | undefined): PackedColumn | null {
  if (policy === undefined || (!policy.clearsBlank && policy.clearWord.trim() === '') || !canClearField(field)) return column
  const word = foldWord(policy.clearWord)
  if (column === null) return policy.clearsBlank ? packColumn(Array.from({ length: count }, () => clearMark)) : null
  if (column.indices !== undefined) return { indices: column.indices, values: column.values.map((text) => cleared(text, policy, word)) }
  return packColumn(Array.from({ length: count }, (_, at) => cleared(cellIn(column, at), policy, word)))
}

export interface ClearCounts {
  readonly blanks: number
  readonly words: number
}

/** How many cells of a source column a policy would clear. */
export function countClears(table: PackedTable, column: number, clearWord: string): ClearCounts {
  const word = foldWord(clearWord)
  let blanks = 0
  let words = 0
  for (const block of table.blocks) {
    const packed = block.columns[column]
    for (let at = 0; at < block.lines.length; at += 1) {
      const text = packed == null ? '' : cellIn(packed, at)
      if (isBlank(text)) blanks += 1
      else if (word !== '' && foldWord(text) === word) words += 1
    }
  }
  return { blanks, words }
}
