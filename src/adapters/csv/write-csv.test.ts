/** What Rollcall writes is safe to open in a spreadsheet, and comes back as it was. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { catalogue } from '#domain/fields/catalogue.ts'
import { collectTable, readTable } from './read-table.ts'
import { fileName, guard, writeCsv } from './write-csv.ts'

async function read(text: string) {
  const sink = collectTable()
  const reading = await readTable(new Blob([text]), {}, sink)
  return { ...sink.table(), notes: reading.notes.join('\n') }
}
const headers = catalogue
  .filter(({ secret, identifies }) => !secret && !identifies)
  .slice(0, 4)
  .map(({ label }) => label)

test.each(['=1+1', '+49 170', '-1', '@SUM(A1)', '\t=1', '\0=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠x', '  =1', "'=1", "''  +1"])(
  'the cell %j cannot become a formula',
  (cell) => {
    expect(guard(cell)).toBe(`'${cell}`)
  },
)

test.each(['Ana', '', "O'Neil", "'quoted'", '1-2', 'a=b', '(+1)', ' x'])('the cell %j is left as it is', (cell) => {
  expect(guard(cell)).toBe(cell)
})

test('a file for spreadsheets says what was taken off again, and an exact one holds every cell as it is', async () => {
  const { rows, notes } = await read(writeCsv(headers, [['ana', 'a@x.example', '=1', '+49']], 'spreadsheet'))
  expect(rows).toEqual([['ana', 'a@x.example', '=1', '+49']])
  expect(notes).toContain('2 cells were guarded by an apostrophe')
  expect(writeCsv(headers, [['ana', 'a@x.example', '=1', "O'Neil"]], 'exact')).toContain("ana,a@x.example,=1,O'Neil\n")
})

test('the apostrophe of a file that is not ours is never taken off', async () => {
  const { rows, notes } = await read("Username,Nickname\nana,'+x\n")
  expect([rows, notes]).toEqual([[['ana', "'+x"]], ''])
})

test('C19: our own export comes back as it was, for spreadsheets and exact', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '漢', '😀', '"', ',', ';', ' ', '\n', '\r\n', '\t', "'", '=', '+', '-', '@', '＝'), maxLength: 6 })
  const row = fc.tuple(cell, cell, cell, cell).map(([a, b, c, d]) => [`k${a}`, b, c, d])
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), fc.constantFrom('spreadsheet' as const, 'exact' as const), async (rows, flavour) => {
      const back = await read(writeCsv(headers, rows, flavour))
      expect([back.headers, back.rows]).toEqual([headers, rows])
    }),
  )
})

test.each([
  ['Acme / EU: "people" <new>', 'Acme EU people new'],
  ['../../etc/passwd', 'etc passwd'],
  ['a\u202Egnp.exe', 'a gnp.exe'],
  ['', 'Rollcall'],
  ['x'.repeat(300), 'x'.repeat(120)],
])('C20: a file called %j is saved as %j', (name, saved) => {
  expect(fileName(name)).toBe(saved)
})
