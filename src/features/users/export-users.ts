/** What the Users screen shows as a CSV file: the columns and rows of the screen, no secrets, safe to open in a spreadsheet. */
import { isClear } from '#domain/fields/clear.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { RowSet } from '#domain/packed/row.ts'
import { fileName, writeCsv } from '#adapters/csv/write-csv.ts'

/** `ids` are the JumpCloud ids of the rows, so that the file can be imported as an update. */
export function usersFile({ columns, rows }: RowSet, ids: readonly string[], organizationName: string): File {
  const shown = columns.map((key, at) => ({ key, at })).filter(({ key }) => key !== 'id' && fieldByKey(key)?.secret !== true)
  const headers = ['JumpCloud id', ...shown.map(({ key }) => fieldByKey(key)?.label ?? key)]
  const records = rows.map(({ cells }, row) => [
    ids[row] ?? '',
    ...shown.map(({ at }) => {
      const text = cells[at] ?? ''
      return isClear(text) ? '' : text
    }),
  ])
  return new File([writeCsv(headers, records, 'spreadsheet')], `${fileName('users of', organizationName)}.csv`, { type: 'text/csv' })
}
