/** A column whose values went into fields by a transform is not said to be lost. */
import { expect, test } from 'vitest'
import type { ColumnMapping } from '../mapping/model.ts'
import type { BulkChange } from './bulk.ts'
import { columnUses } from './column-use.ts'

const column = (at: number, header: string): ColumnMapping => ({ column: at, header, target: { kind: 'unmapped' }, why: '' })
const change = (title: string, steps: BulkChange['steps']): BulkChange => ({
  kind: 'bulk',
  id: title,
  title,
  adds: [],
  columns: [],
  takesBack: null,
  steps: steps ?? [],
})

test('each column is told the transform that read it, the second of two with one header included', () => {
  const mapping = [column(0, 'Name'), column(1, 'Name'), column(2, 'Country'), column(3, 'Remark')]
  const changes = [
    change('Split full names', [
      { kind: 'transform', transform: { kind: 'split-name', from: { kind: 'header', header: 'Name', occurrence: 2 }, onlyBlank: true } },
    ]),
    change('International numbers', [
      {
        kind: 'transform',
        transform: { kind: 'phones', field: 'phoneNumbers.work', country: 'DE', countryFrom: { kind: 'header', header: 'Country', occurrence: 1 } },
      },
    ]),
    change('Remove spaces', [{ kind: 'repair', cause: 'padding', field: 'department' }]),
  ]
  expect([...columnUses(changes, mapping)]).toEqual([
    [1, 'Split full names'],
    [2, 'International numbers'],
  ])
})
