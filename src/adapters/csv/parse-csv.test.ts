/** Files as administrators have them are read right, or refused in a sentence that names the line. */
import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { CsvError, parseCsv } from './parse-csv.ts'
import { readBytes } from './read-bytes.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string, isLittle: boolean) => {
  const out = new Uint8Array(2 + text.length * 2)
  const view = new DataView(out.buffer)
  view.setUint16(0, 0xfeff, isLittle)
  for (let at = 0; at < text.length; at += 1) view.setUint16(2 + at * 2, text.charCodeAt(at), isLittle)
  return out
}
const windows1252 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))
const plain = 'Name,Ort\nZoë,Köln\n'

test.each([
  ['UTF-8', bytes(plain), 'utf-8'],
  ['UTF-8 with its mark', bytes(`\uFEFF${plain}`), 'utf-8'],
  ['UTF-16, little end first', utf16(plain, true), 'utf-16le'],
  ['UTF-16, big end first', utf16(plain, false), 'utf-16be'],
  ['Windows-1252', windows1252(plain), 'windows-1252'],
])('%s is read with every accent', (_, content, encoding) => {
  const read = readBytes(content)
  expect([read.table.headers, read.table.rows, read.encoding]).toEqual([['Name', 'Ort'], [['Zoë', 'Köln']], encoding])
})

test.each([
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'bar'],
])('a file split by “%s” (%s) is split there, also with two columns', (delimiter) => {
  const { table, delimiter: found } = parseCsv(`name${delimiter}e\nZoe${delimiter}"a, b; c"\n`)
  expect([found, table.rows]).toEqual([delimiter, [['Zoe', 'a, b; c']]])
})

test('mixed line ends do not merge rows, and line ends in quotes stay', () => {
  const { table } = parseCsv('a,b\r\n1,"x\r\ny"\n2,z\r3,w')
  expect(table.rows).toEqual([
    ['1', 'x\r\ny'],
    ['2', 'z'],
    ['3', 'w'],
  ])
  expect(table.lines).toEqual([2, 4, 5])
})

test('short rows are filled and counted, never shifted', () => {
  const { table, notes } = parseCsv('a,b,c\n1\n1,2,3\n')
  expect(table.rows).toEqual([
    ['1', '', ''],
    ['1', '2', '3'],
  ])
  expect(notes.join()).toContain('1 row has fewer values than the header (the first on line 2)')
})

test('blank rows inside are kept and said, those at the end are no rows', () => {
  const { table, notes } = parseCsv('a,b\n1,2\n\n3,4\n\n\n')
  expect(table.rows).toEqual([
    ['1', '2'],
    ['', ''],
    ['3', '4'],
  ])
  expect(notes.join()).toContain('1 line is blank')
})

test.each([
  ['', 'The file is empty'],
  ['  \n\n', 'The file is empty'],
  ['a,b\n', 'a header and no people'],
  ['a,b\n1,2,3\n', 'Line 2 has 3 values, and the header has 2 columns'],
  ['a,b\n1,2\n3,"4\n5,6\n', 'A quote that opens on line 3 is never closed'],
  ['a,b\n1,\0\n', 'zero bytes'],
])('%j is refused', (text, words) => {
  expect(() => parseCsv(text)).toThrow(CsvError)
  expect(() => parseCsv(text)).toThrow(words)
})

test('a workbook that is called CSV is recognised', () => {
  expect(() => readBytes(Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 1, 2]))).toThrow('Save as')
})

test('names that JavaScript knows are headers and values like any other', () => {
  const { table } = parseCsv('__proto__,constructor\ntoString,hasOwnProperty\n')
  expect([table.headers, table.rows]).toEqual([['__proto__', 'constructor'], [['toString', 'hasOwnProperty']]])
  expect(({} as Record<string, unknown>)['x']).toBeUndefined()
})

test('what a CSV writer writes is read back, whatever is in the cells', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'Z', 'é', '漢', '😀', '"', ',', ';', ' ', '\n', '\r\n', "'", '='), maxLength: 8 })
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
      const full = rows.map(([a, b, c]) => [`k${a}`, b, c])
      const { table } = parseCsv(Papa.unparse([['x', 'y', 'z'], ...full], { newline: '\r\n', quotes: true }))
      expect(table.rows).toEqual(full)
    }),
  )
})
