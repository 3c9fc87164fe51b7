/** Workbooks are read as what they hold: nothing is trimmed, rounded or skipped that is not counted. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ReadError, type ReadingChoices } from '#domain/file/reading.ts'
import { collectTable, readTable } from '../csv/read-table.ts'
import { formatOf, numberText } from './number-text.ts'

async function read(content: Uint8Array | string, choices: ReadingChoices = {}) {
  const sink = collectTable()
  const reading = await readTable(new Blob([content as Uint8Array<ArrayBuffer>]), choices, sink)
  return { ...sink.table(), reading, notes: reading.notes.join('\n') }
}
/** Written by libraries of others: ExcelJS 4.4.0 and SheetJS 0.18.5. */
const file = (name: string) => readFileSync(new URL(`../../../e2e/files/${name}`, import.meta.url))

test('a workbook with a cover sheet, a title, merged cells, dates, numbers and rich text', async () => {
  const { headers, rows, lines, reading, notes } = await read(file('workbook.xlsx'))
  expect(headers.slice(0, 4)).toEqual(['Username', 'Email', 'Employee ID', 'Start date'])
  expect(rows).toEqual([
    ['ana.mueller', 'ana.mueller@acme.example', '00042', '2026-01-05', 'TRUE', '0815', 'Ana', '  two spaces  ', '49170123456', '5001', '2026-01-05T18:30:00'],
    ['ben.ito', 'ben.ito@acme.example', '00043', '', 'FALSE', '#N/A', 'Ben', 'line one\nline two', '+49 170 1', '5002', ''],
  ])
  expect(lines).toEqual([4, 6])
  expect([reading.sheet, reading.sheets, reading.headerLines, reading.above]).toEqual([
    'People',
    ['Read me', 'People', 'Left'],
    [3],
    [{ line: 1, text: expect.stringContaining('Employees of Acme') as string }],
  ])
  expect(notes).toContain('2 cells with a date')
  expect(notes).toContain('1 cell may look different in the spreadsheet')
  expect(notes).toContain('1 hidden row was read too')
})

test('another sheet can be chosen, and strings may stand in the cells themselves', async () => {
  expect((await read(file('workbook.xlsx'), { sheet: 'Left' })).rows).toEqual([['cleo.dahl', 'cleo.dahl@acme.example']])
  expect((await read(file('inline-strings.xlsx'))).rows).toHaveLength(2)
})

test.each([
  ['43864', 14, undefined, '2020-02-03'],
  ['46027.770833333336', 22, undefined, '2026-01-05T18:30:00'],
  ['0.5', 20, undefined, '12:00:00'],
  ['7', 164, '00000', '00007'],
  ['7', 164, 'General', '7'],
  ['0.30000000000000004', 0, undefined, '0.3'],
  ['12345678901234567', 0, undefined, '12345678901234567'],
  ['1.23E+11', 0, undefined, '123000000000'],
  ['1.2345678901234567E+19', 0, undefined, '1.2345678901234567E+19'],
  ['46027', 164, '[$-407]d. mmmm yyyy;@', '2026-01-05'],
  ['46027', 164, 'dd/mm/yyyy', '2026-01-05'],
  ['1234.5', 164, '#,##0.00', '1234.5'],
])('the stored number %s in format %i %s is %s', (stored, id, code, text) => {
  expect(numberText(stored, formatOf(id, code), false)).toBe(text)
})

test.each([
  [Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), 'damaged or cut off'],
  [file('workbook.xlsx').subarray(0, 4_000), 'damaged or cut off'],
  [Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3, 4]), 'Save as'],
])('what cannot be read is said in a sentence: case %#', async (content, words) => {
  await expect(read(content)).rejects.toThrow(ReadError)
  await expect(read(content)).rejects.toThrow(words)
})
