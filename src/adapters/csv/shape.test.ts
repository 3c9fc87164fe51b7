/** Rows that do not fit the header are blocked with a reason, and lines that are no users are skipped and named: never data by guess, never silent. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ReadingChoices } from '#domain/file/reading.ts'
import { collectTable, readTable } from './read-table.ts'

async function read(content: string, choices: ReadingChoices = {}) {
  const sink = collectTable()
  const reading = await readTable(new Blob([content]), choices, sink)
  return { ...sink.table(), reading, blocked: reading.heldBack.map(({ line }) => line), skipped: reading.skipped ?? [], notes: reading.notes.join('\n') }
}

test.each([
  ['every row', 'Username,Full name,Team\nivo,Marek, Ivo,Ops\nlea,Roux, Lea,Ops\n', [2, 3]],
  ['some rows', 'Username,Full name,Team\nivo,Marek, Ivo,Ops\nlea,Lea Roux,Ops\n', [2]],
  ['two values too many', 'Username;Team\nivo;a;b;c\nlea;d\n', [2]],
])('values beyond the header block %s, and never become a column', async (_, text, lines) => {
  const { headers, blocked, reading, rows } = await read(text)
  expect([headers.length, blocked]).toEqual([text.split('\n')[0]?.split(/[,;]/).length, lines])
  expect(reading.heldBack[0]?.message).toMatch(/^The line has \d values, and the header \d columns/)
  expect(rows.every((cells) => cells.length === headers.length)).toBe(true)
})

test('the column that lacks quotes is named, and its values can be joined or kept as columns', async () => {
  const text = 'Username,Full name,Team\nivo,Marek, Ivo,Ops\nlea,Roux, Lea,Ops\nmia,Mia,HR\n'
  const found = await read(text)
  expect([found.reading.joinAt, found.reading.offers, found.notes]).toEqual([
    1,
    ['extraValues'],
    expect.stringContaining('“Full name” probably has an unquoted'),
  ])
  const joined = await read(text, { extraValues: 1 })
  expect([joined.rows, joined.blocked]).toEqual([
    [
      ['ivo', 'Marek, Ivo', 'Ops'],
      ['lea', 'Roux, Lea', 'Ops'],
      ['mia', 'Mia', 'HR'],
    ],
    [],
  ])
  expect((await read(text, { extraValues: 'columns' })).headers).toEqual(['Username', 'Full name', 'Team', 'Column 4'])
})

test.each([
  ['an ordinary table', 'Username,Email,,,,\nivo,ivo@acme.example,,,,\n'],
  ['thousands of columns', `Username,Email${','.repeat(16_000)}\nivo,ivo@acme.example${','.repeat(16_000)}\n${','.repeat(16_001)}\n`],
  ['semicolons', `Username;Email;;;\nivo;ivo@acme.example;;;\n;;;;\n`],
])('columns without a name and a value are nothing: %s', async (_, text) => {
  const { headers, rows, blocked } = await read(text)
  expect([headers, rows, blocked]).toEqual([['Username', 'Email'], [['ivo', 'ivo@acme.example']], []])
})

test.each([
  ['after the address', 'Username;Email;Street;City;Team\nana;ana@x.example;Main St 1\nBuilding B;Bonn;Ops\nben;ben@x.example;High St 2;Bonn;Ops\n', [2, 3]],
  ['before the address', 'Name,Title,Email,Team\nAna Keller,Lead\nEMEA,ana@x.example,Ops\nBen Ito,Clerk,ben@x.example,Ops\n', [2, 3]],
  ['in the last value', 'Username,Email,Team\nana,ana@x.example,Ops\nand more\nben,ben@x.example,Ops\n', []],
  [
    'rows that are short for themselves',
    'Username,Email,Street,City,Team\nana,ana@x.example,Main St\nben,ben@x.example,High St\ncle,cle@x.example,High St,Bonn,Ops\ndan,dan@x.example,High St,Bonn,Ops\n',
    [],
  ],
])('a row that a line break without quotes cuts in two is blocked, both halves: %s', async (_, text, lines) => {
  expect((await read(text)).blocked).toEqual(lines)
})

test.each([
  ['login,email\njohn.doe,john.doe@example.com\nana,ana@acme.example\n', [2]],
  ['login;mail\nana;ana@acme.example\nadele;AdeleV@contoso.com\n', [3]],
  ['login,email\njohn,john@yourdomain.com\nana,ana@acme.example\n', [2]],
  ['login,email\njohn,john@example.com\njane,jane@example.com\n', []],
  ['login,email,private\nana,ana@acme.example,ana@mydomain.com\nben,ben@acme.example,ben@x.example\n', []],
  ['login,email\nana,ana@acme.example\nben,ben@example.com.acme.example\n', []],
])('users at a domain of templates are examples, beside users of another domain: %j', async (text, lines) => {
  expect((await read(text)).skipped.map(({ line, kind }) => [line, kind])).toEqual(lines.map((line) => [line, 'example']))
})

test('a value below a column without a name blocks its row', async () => {
  const { headers, blocked } = await read('Username,Email,,\nivo,ivo@acme.example,,\nlea,lea@acme.example,,x\n')
  expect([headers, blocked]).toEqual([['Username', 'Email'], [3]])
})

test.each([
  ['quoted whole', '"Username,Email,Team"\n"ivo,ivo@acme.example,Ops"\n"lea,lea@acme.example,""R&D, Labs"""\n'],
  ['quoted whole, between semicolons', '"Username;Email;Team"\n"ivo;ivo@acme.example;Ops"\n"lea;lea@acme.example;R&D, Labs"\n'],
  ['in the first column of a wider sheet', '"Username,Email,Team",,\n"ivo,ivo@acme.example,Ops",,\n"lea,lea@acme.example,""R&D, Labs""",,\n'],
])('lines that are one cell each are split, and it is said: %s', async (_, text) => {
  const { headers, rows, notes, reading } = await read(text)
  expect([headers, rows]).toEqual([
    ['Username', 'Email', 'Team'],
    [
      ['ivo', 'ivo@acme.example', 'Ops'],
      ['lea', 'lea@acme.example', 'R&D, Labs'],
    ],
  ])
  expect(notes).toContain('2 lines were a single value each')
  expect(reading.offers).toContain('wholeLines')
  expect((await read(text, { wholeLines: 'keep' })).headers).toHaveLength(1)
})

test('a single line that is one cell is blocked, and split when an administrator says so', async () => {
  const text = 'Username,Email,Team\nivo,ivo@acme.example,Ops\n"lea,lea@acme.example,Ops"\n'
  const found = await read(text)
  expect([found.blocked, found.rows[1], found.reading.heldBack[0]?.message]).toEqual([
    [3],
    ['lea,lea@acme.example,Ops', '', ''],
    expect.stringContaining('The whole line is one value with 3 values in it'),
  ])
  const split = await read(text, { wholeLines: 'split' })
  expect([split.blocked, split.rows[1]]).toEqual([[], ['lea', 'lea@acme.example', 'Ops']])
})

test('remarks with commas are a column like any other', async () => {
  const { headers, rows } = await read('Notes\n"one, two"\n"three, four"\n')
  expect([headers, rows]).toEqual([['Notes'], [['one, two'], ['three, four']]])
})

test.each([
  ['commas behind semicolons', 'Username;Email;Team,,,\nivo;ivo@acme.example;Ops,,,\nlea;lea@acme.example;R&D, Labs,,\n'],
  ['semicolons behind commas', 'Username,Email,Team;;\nivo,ivo@acme.example,Ops;;\nlea,lea@acme.example,"R&D, Labs";\n'],
])('delimiters of another program at the end are removed and counted: %s', async (_, text) => {
  const { headers, rows, notes } = await read(text)
  expect([headers, rows.map((cells) => cells[2])]).toEqual([
    ['Username', 'Email', 'Team'],
    ['Ops', 'R&D, Labs'],
  ])
  expect(notes).toContain('of another program. Removed.')
})

test('rows alone that end in another delimiter are blocked', async () => {
  expect((await read('Username;Team\nivo;Ops,,,\nlea;Ops\n')).blocked).toEqual([2])
})

test('a line from another file, split by another delimiter, is blocked', async () => {
  const { blocked, reading } = await read('Username;Email;Team\nivo;ivo@acme.example;Ops\nlea,lea@acme.example,Ops\nmia|mia@acme.example|"a;b"\n')
  expect(blocked).toEqual([3, 4])
  expect(reading.heldBack[0]?.message).toContain('split by commas, and the rest of the file by semicolons')
})

test.each([
  ['the header again', 'Username,Email\nivo,i@x.example\nUsername,Email\nlea,l@x.example\n', [[3, 'header']], 2],
  ['the header again, written otherwise', 'Username;E-mail;Team\nivo;i@x.example;A\n USERNAME ;email;team\nlea;l@x.example;B\n', [[3, 'header']], 2],
  [
    'comments',
    'Username,Email\n# first team,\nivo,i@x.example\n// second team,\nlea,l@x.example\n',
    [
      [2, 'comment'],
      [4, 'comment'],
    ],
    2,
  ],
  ['a user who is commented out', 'Username,Email\n#ivo,i@x.example\nlea,l@x.example\n', [[2, 'commented-out']], 1],
  [
    'sections',
    'Username,Email,Team\n--- Sales ---,,\nivo,i@x.example,A\nSales and support,,\nlea,l@x.example,B\n[Labs],,\nmia,m@x.example,C\n',
    [
      [2, 'section'],
      [4, 'section'],
      [6, 'section'],
    ],
    3,
  ],
  ['an example', 'Name,Email\nExample: Ivo Marek,i@x.example\nLea,l@x.example\n', [[2, 'example']], 1],
  ['instructions below the header', 'Username,Email,Team\n(required),(required),optional\nlea,l@x.example,A\n', [[2, 'instructions']], 1],
  ['a rule below the header', 'Username,Email\n--------,-----\nlea,l@x.example\n', [[2, 'rule']], 1],
  ['a subtotal', 'Username,Email,Team,Licenses\nivo,i@x.example,A,1\nSubtotal,,,1\nlea,l@x.example,B,1\n', [[3, 'total']], 2],
] as const)('%s: no user, named with the line, and it can be brought back', async (_, text, skipped, users) => {
  const found = await read(text)
  expect(found.skipped.map(({ line, kind }) => [line, kind])).toEqual(skipped)
  expect(found.rows).toHaveLength(users)
  expect(found.notes).toMatch(new RegExp(`^${skipped.length} lines? skipped: `, 'm'))
  for (const { line } of found.skipped) expect(found.notes).toContain(String(line))
  const all = await read(text, { skippedLines: 'keep' })
  expect(all.rows).toHaveLength(users + skipped.length)
  const first = skipped[0]?.[0] ?? 0
  expect((await read(text, { keptLines: [first] })).rows).toHaveLength(users + 1)
})

test.each([
  ['numbers with a sign', 'Number,Email\n#1,i@x.example\n#2,l@x.example\n#3,m@x.example\n', 3],
  ['formula errors', 'Username,Email\n#N/A,i@x.example\n#REF!,l@x.example\n', 2],
  ['names that are words of a header', 'First name,Last name\nSummer,Rose\nCount,Dracula\nRex,Total\n', 3],
  ['a username alone', 'Username,Email,Team\nivo,,\nlea,,\n', 2],
  ['an address alone', 'Username,Email,Team\n,i@x.example,\nlea,,\n', 2],
  ['addresses that begin with example', 'Email,Team\nexample.user@x.example,A\nsample@x.example,B\n', 2],
])('users stay users: %s', async (_, text, count) => {
  const { rows, skipped } = await read(text)
  expect([rows.length, skipped]).toEqual([count, []])
})

test('rows below a header with other columns are blocked until the first header comes again', async () => {
  const { rows, blocked, reading } = await read('Username,Email\nivo,i@x.example\nEmail,Username\nl@x.example,lea\nUsername,Email\nmia,m@x.example\n')
  expect([rows.length, blocked, reading.heldBack[0]?.message]).toEqual([3, [4], expect.stringContaining('The header on line 3 names other columns')])
})

test('a skipped line never shows a password', async () => {
  const { skipped, notes, reading } = await read('Password,Username\n# Winter-2026,ivo\n#Summer-2026,lea\nreal,mia\n')
  expect(JSON.stringify([skipped, notes, reading.below])).not.toMatch(/Winter|Summer/)
})

test('every line of a file is a row, skipped, blank, above or below', async () => {
  const line = fc.constantFrom(
    'ivo,i@x.example,A',
    'lea,l@x.example,"B, C"',
    '# note,,',
    'Username,Email,Team',
    '--- A ---,,',
    ',,',
    'Total: 3,,',
    'a,b,c,d',
    'x;y;z',
    '"a,b,c"',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 30 }), async (lines) => {
      // More rows than lines of another kind: which delimiter the file has is not in question.
      const rows = 'zoe,z@x.example,A\n'.repeat(31)
      const { lines: rowLines, skipped, reading } = await read(`Username,Email,Team\n${rows}${lines.join('\n')}\n`)
      const seen = [...rowLines, ...skipped.map((each) => each.line), ...reading.below.map((each) => each.line)]
      expect(new Set(seen).size).toBe(seen.length)
      expect(seen.length + reading.blankRows).toBe(lines.length + 31)
    }),
    { numRuns: 300 },
  )
})
