/** Columns that are mapped to no field and that a transform has read: the transform is named beside them. */
import type { ColumnMapping } from '../mapping/model.ts'
import { inputsOf } from '../mapping/recipe-steps.ts'
import type { BulkChange } from './bulk.ts'

/** By column: the transform that read it first, as it is listed. */
export function columnUses(changes: readonly BulkChange[], mapping: readonly ColumnMapping[]): ReadonlyMap<number, string> {
  const uses = new Map<number, string>()
  for (const { title, steps = [] } of changes)
    for (const step of steps) {
      if (step.kind !== 'transform') continue
      for (const input of inputsOf(step.transform)) {
        if (input.kind !== 'header') continue
        const column = mapping.filter(({ header }) => header === input.header)[input.occurrence - 1]?.column
        if (column !== undefined && !uses.has(column)) uses.set(column, title)
      }
    }
  return uses
}
