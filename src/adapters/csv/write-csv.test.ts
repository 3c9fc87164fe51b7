/** What Rollcall writes is safe to open in a spreadsheet, and comes back as it was. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { catalogue } from '#domain/fields/catalogue.ts'
import { collectTable, readTable } from './read-table.ts'
import Papa from 'papaparse'
import { guard, unguard } from '#domain/file/formula-guard.ts'
import { fileName, writeCsv } from './write-csv.ts'

async function read(text: string) {
  const sink = collectTable()
  const reading = await readTable(new Blob([text]), {}, sink)
  return { ...sink.table(), notes: reading.notes.join('\n') }
}
const headers = catalogue
  .filter(({ secret, identifies }) => !secret && !identifies)
  .slice(0, 4)
  .map(({ label }) => label)

/** A sign that begins a cell, wherever a spreadsheet may split. */
const formulaInside = /(?:^|[,;|\t\r\n])["\s\0]*[=+\-@＝＋－＠]/

test.each(['=1+1', '+49 170', '-1', '@SUM(A1)', '\t=1', '\0=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠x', '  =1', "'=1", "''  +1"])(
  'the cell %j cannot become a formula',
  (cell) => {
    expect(guard(cell)).toMatch(/^'/)
    expect(guard(cell)).not.toMatch(formulaInside)
    expect(unguard(guard(cell))).toBe(cell)
  },
)

test.each(['Ana', '', "O'Neil", "'quoted'", '1-2', 'a=b', '(+1)', ' x'])('the cell %j is left as it is', (cell) => {
  expect(guard(cell)).toBe(cell)
})

test.each([
  ['a;=1', "a;'=1"],
  ['a,+1', "a,'+1"],
  ['a\t@x', "a\t'@x"],
  ['one\n=2', "one\n'=2"],
  ['one\r\n -2', "one\r\n' -2"],
  ['x|"=1', 'x|\'"=1'],
  ['x; =1;y;＝2', "x;' =1;y;'＝2"],
])('the cell %j has no formula for a spreadsheet that splits it: %j', (cell, safe) => {
  expect(guard(cell)).toBe(safe)
  expect(unguard(safe)).toBe(cell)
})

test.each(['Ana; Ben', 'a-b;c', 'x,y=z', 'line\nline', "O'Neil, Ana"])('the cell %j has nothing to guard', (cell) => {
  expect(guard(cell)).toBe(cell)
})

test('whatever the cells are, and wherever a spreadsheet splits the file, no cell begins with a formula sign', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', ' ', '\n', '\t', "'", '=', '+', '-', '@', '＝', '|'), maxLength: 8 })
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
      fc.constantFrom(',', ';', '\t', '|'),
      (rows, delimiter) => {
        const text = writeCsv(['A', 'B', 'C'], rows, 'spreadsheet').replace('\uFEFF', '')
        // Once as a reader that respects quotes, once as one that does not.
        const cells = [...Papa.parse<string[]>(text, { delimiter }).data.flat(), ...text.split(/\r|\n/).flatMap((line) => line.split(delimiter))]
        expect(cells.filter((each) => /^["\s]*[=+\-@＝]/.test(each))).toEqual([])
      },
    ),
    { numRuns: 2_000 },
  )
})

test('a file with guarded cells has a mark that our own import follows, whatever its headers are', async () => {
  const text = writeCsv(
    ['Status', '=Note', 'Phone'],
    [
      ['failed', 'a;=1', '+49 1'],
      ['sent', "'+x", "O'Neil"],
    ],
    'spreadsheet',
  )
  expect(text.split('\r\n')[0]).toMatch(/,Apostrophes added by Rollcall$/)
  const back = await read(text)
  expect([back.headers, back.rows]).toEqual([
    ['Status', '=Note', 'Phone'],
    [
      ['failed', 'a;=1', '+49 1'],
      ['sent', "'+x", "O'Neil"],
    ],
  ])
  expect(writeCsv(['Status'], [['sent']], 'spreadsheet')).toBe('\uFEFFStatus\r\nsent\r\n')
})

test('a file that an earlier version wrote for spreadsheets comes back as it was', async () => {
  const { rows } = await read("\uFEFFUsername,First name,Last name\r\nana,'=1,a;'=2\r\n")
  expect(rows).toEqual([['ana', '=1', "a;'=2"]])
})

test('a file for spreadsheets says what was taken off again, and an exact one holds every cell as it is', async () => {
  const { rows, notes } = await read(writeCsv(headers, [['ana', 'a@x.example', '=1', '+49']], 'spreadsheet'))
  expect(rows).toEqual([['ana', 'a@x.example', '=1', '+49']])
  expect(notes).toContain('2 values had an apostrophe')
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
