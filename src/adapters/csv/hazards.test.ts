/** The hazards of files, one by one: exact rows, or a refusal that names the place; never silence. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { limits } from '#domain/file/body.ts'
import { guessMapping, mappingIssues } from '#domain/mapping/guess.ts'
import { ReadError, type ReadingChoices } from '#domain/file/reading.ts'
import { validateRows } from '#domain/issues/validate.ts'
import { collectTable, readTable, type ReadOptions } from './read-table.ts'

async function read(content: string | Uint8Array | Blob, choices: ReadingChoices = {}, options: ReadOptions = {}) {
  const sink = collectTable()
  const reading = await readTable(content instanceof Blob ? content : new Blob([content as Uint8Array<ArrayBuffer>]), choices, sink, options)
  return { ...sink.table(), reading, notes: reading.notes.join('\n') }
}

/** A file of a size that nobody wants to make, which fails when it is read. */
function hugeFile(size: number): Blob {
  const blob = new Blob([])
  Object.defineProperty(blob, 'size', { value: size })
  Object.defineProperty(blob, 'slice', {
    value: () => {
      throw new Error('It was read.')
    },
  })
  return blob
}

/** The cases of csv-spectrum, written again after its list. */
test.each([
  ['comma in quotes', 'first,last,address,city,zip\nJohn,Doe,"120 any st., Anytown, WW",08123\n', [['John', 'Doe', '120 any st., Anytown, WW', '08123', '']]],
  [
    'empty cells',
    'a,b,c\n1,"",""\n2,3,4\n',
    [
      ['1', '', ''],
      ['2', '3', '4'],
    ],
  ],
  [
    'empty cells, CR LF',
    'a,b,c\r\n1,"",""\r\n2,3,4\r\n',
    [
      ['1', '', ''],
      ['2', '3', '4'],
    ],
  ],
  [
    'doubled quotes',
    'a,b\n1,"ha ""ha"" ha"\n3,4\n',
    [
      ['1', 'ha "ha" ha'],
      ['3', '4'],
    ],
  ],
  ['JSON in a cell', 'key,val\n1,"{""type"": ""Point"", ""coordinates"": [102.0, 0.5]}"\n', [['1', '{"type": "Point", "coordinates": [102.0, 0.5]}']]],
  [
    'line ends in quotes',
    'a,b,c\n1,2,3\n"Once upon \na time",5,6\n7,8,9\n',
    [
      ['1', '2', '3'],
      ['Once upon \na time', '5', '6'],
      ['7', '8', '9'],
    ],
  ],
  [
    'line ends in quotes, CR LF',
    'a,b,c\r\n1,2,3\r\n"Once upon \r\na time",5,6\r\n7,8,9\r\n',
    [
      ['1', '2', '3'],
      ['Once upon \r\na time', '5', '6'],
      ['7', '8', '9'],
    ],
  ],
  [
    'quotes and line ends',
    'a,b\n1,"ha \n""ha"" \nha"\n3,4\n',
    [
      ['1', 'ha \n"ha" \nha'],
      ['3', '4'],
    ],
  ],
  ['simple', 'a,b,c\n1,2,3\n', [['1', '2', '3']]],
  ['simple, CR LF', 'a,b,c\r\n1,2,3\r\n', [['1', '2', '3']]],
  [
    'UTF-8',
    'a,b,c\n1,2,3\n4,5,ʤ\n',
    [
      ['1', '2', '3'],
      ['4', '5', 'ʤ'],
    ],
  ],
])('csv-spectrum: %s, at every chunk size', async (_, text, rows) => {
  for (let chunkBytes = 1; chunkBytes < text.length + 2; chunkBytes += 1) expect((await read(text, { header: 1 }, { chunkBytes })).rows).toEqual(rows)
})

test('C2: zero bytes and control characters stay where they are, and the row says so', async () => {
  const { rows, headers } = await read('Username,Email\nana\0,ana@acme.example\nben,ben\u0085@acme.example\n')
  expect(rows).toEqual([
    ['ana\0', 'ana@acme.example'],
    ['ben', 'ben\u0085@acme.example'],
  ])
  const set = {
    columns: headers.map((_, index) => ['username', 'email'][index] ?? ''),
    rows: rows.map((cells, index) => ({ key: `r${index + 1}`, line: index + 2, cells })),
  }
  expect(validateRows(set, null).get('r1')?.[0]?.message).toContain('invisible control character')
})

test.each([
  ['C10: a picture that is called CSV', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]), 'a picture, not a CSV file'],
  ['C10: a PDF', new TextEncoder().encode('%PDF-1.7 …'), 'a PDF'],
  ['C10: a program', Uint8Array.from({ length: 4_000 }, (_, index) => (index * 7) % 29), 'not a text file'],
  ['C10: an old workbook', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'old Excel workbook'],
  ['C10: UTF-32', Uint8Array.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 'UTF-32'],
])('%s is known by its first bytes', async (_, content, words) => {
  await expect(read(content)).rejects.toThrow(words)
})

test('C11: a file of 1 GB is answered at once, and not read', async () => {
  const before = performance.now()
  await expect(read(hugeFile(1024 ** 3))).rejects.toThrow('The file has 1,024 MB; at most 256 MB can be read')
  expect(performance.now() - before).toBeLessThan(500)
})

test('C12: one cell without end, a million columns and five million blank lines have a named limit or an answer', async () => {
  await expect(read(`Username,Notes\nana,${'x'.repeat(limits.recordCharacters + 2_000_000)}`)).rejects.toThrow(
    'Line 2 has more than 8,000,000 characters and no end',
  )
  await expect(read(`Username,Notes\nana,"${'x\n'.repeat(limits.recordCharacters / 2 + 1_000_000)}`)).rejects.toThrow(
    'A quote that opens on line 2 is never closed',
  )
  await expect(read(`${'a,'.repeat(1_000_000)}\n${'1,'.repeat(1_000_000)}\n`)).rejects.toThrow('at most 500')
  const { rows, reading } = await read(`Username,Email\n${'\n'.repeat(5_000_000)}ana,ana@acme.example\n`)
  expect([rows.length, reading.blankRows]).toEqual([1, 5_000_000])
  await expect(read(`Username,Email\n${'\n'.repeat(8_000_000)}`)).rejects.toThrow('more than 6,000,000 blank lines')
  await expect(read('Username,Email\n'.repeat(limits.rows * 2))).rejects.toThrow('More than 200,000 lines of the file are no users')
}, 60_000)

test('C12: more than 200,000 users are refused with the limit', async () => {
  await expect(read(`Username,Email\n${'ana,ana@acme.example\n'.repeat(limits.rows + 1)}`)).rejects.toThrow('more than 200,000 rows')
}, 60_000)

/** Not every browser reads a file into memory that is there already. */
const kinds = [
  ['into memory that is there', 'bytes'],
  ['into new memory', undefined],
] as const

/** A file whose browser reads it like that, piece by piece, and says `failure` at the end of `text`. */
function fileOf(text: string, type: 'bytes' | undefined, failure?: DOMException): Blob {
  const blob = new Blob([text])
  const bytes = new TextEncoder().encode(text)
  let at = 0
  const pull = (controller: ReadableStreamController<Uint8Array>) => {
    const piece = bytes.slice(at, at + 10_000)
    at += piece.length
    if (piece.length > 0) controller.enqueue(piece)
    else if (failure !== undefined) controller.error(failure)
    else controller.close()
    if (piece.length === 0 && 'byobRequest' in controller) controller.byobRequest?.respond(0)
  }
  Object.defineProperty(blob, 'stream', { value: () => (type === undefined ? new ReadableStream({ pull }) : new ReadableStream({ type, pull })) })
  return blob
}

// More than is read at once.
const long = `Username,Email\n${'ana,ana.of.a.long.name@acme.example\n'.repeat(50_000)}`

test.each(kinds)('a file that is read %s comes whole', async (_, type) => {
  const { rows, reading } = await read(fileOf(long, type))
  expect([rows.length, reading.notes]).toEqual([50_000, []])
  expect(rows.every(([name, email]) => name === 'ana' && email === 'ana.of.a.long.name@acme.example')).toBe(true)
})

test.each(kinds)('C13: a file that changes while it is read %s is an error of the browser, which the reader passes on', async (_, type) => {
  const changed = new DOMException('The file has changed.', 'NotReadableError')
  await expect(read(fileOf(long, type, changed), {}, { chunkBytes: 4096 })).rejects.toThrow('The file has changed.')
})

test('a reading that is cancelled ends with the reason', async () => {
  const abort = new AbortController()
  const rows = 'ana,ana@acme.example\n'.repeat(100_000)
  const running = read(`Username,Email\n${rows}`, {}, { signal: abort.signal, chunkBytes: 65_536, onProgress: () => abort.abort(new Error('Enough.')) })
  await expect(running).rejects.toThrow('Enough.')
})

test('C5: headers that are double, empty or only look different have to be settled before anything is sent', () => {
  const composed = 'Pr\u00E9nom'
  const decomposed = 'Pre\u0301nom'
  const mapping = guessMapping(['Email', 'EMAIL', ' Email ', '', composed, decomposed], [])
  expect(mapping.map(({ target }) => (target.kind === 'field' ? target.field : target.kind))).toEqual([
    'email',
    'unmapped',
    'unmapped',
    'unmapped',
    'firstname',
    'unmapped',
  ])
  expect(mapping.map(({ why }) => why).slice(1, 4)).toEqual(['“Email” is already Company email', '“Email” is already Company email', 'The column has no name'])
  const forced = mapping.map((each) => ({ ...each, target: { kind: 'field', field: 'email' } as const }))
  expect(mappingIssues(forced)[0]).toContain('are all Company email')
})

test('C6: names that JavaScript knows are kept as headers, values and sheet-wide, and nothing is polluted', async () => {
  const { headers, rows } = await read('__proto__;constructor;prototype\n__proto__;{"x":1};toString\nhasOwnProperty;__proto__;y\n')
  expect([headers, rows]).toEqual([
    ['__proto__', 'constructor', 'prototype'],
    [
      ['__proto__', '{"x":1}', 'toString'],
      ['hasOwnProperty', '__proto__', 'y'],
    ],
  ])
  expect(({} as Record<string, unknown>)['x']).toBeUndefined()
})

test.each([
  ['no final line end', 'Username,Email\nana,a@x.example', 1],
  ['ten blank lines at the end', `Username,Email\nana,a@x.example${'\n'.repeat(11)}`, 1],
  ['all three line ends', 'Username,Email\r\nana,a@x.example\nben,b@x.example\rcleo,c@x.example', 3],
  ['a file that ends with CR', 'Username,Email\rana,a@x.example\r', 1],
])('C8: %s', async (_, text, count) => {
  for (const chunkBytes of [1, 2, 3, 64]) expect((await read(text, {}, { chunkBytes })).rows).toHaveLength(count)
})

test('C9: lines above, one or two header rows, and a total at the end are found, shown and can be decided otherwise', async () => {
  const text = 'Headcount,,\nas of today,,\n,,\nUsername,Email,Department\nana,a@x.example,Sales\nben,b@x.example,Sales\nTotal: 2,,\n'
  const { rows, lines, reading } = await read(text)
  expect([rows.length, lines, reading.headerLines, reading.above.length, reading.below]).toEqual([2, [5, 6], [4], 2, [{ line: 7, text: 'Total: 2' }]])
  expect((await read(text, { footer: 'keep' })).rows).toHaveLength(3)
  expect((await read(text, { header: 1 })).headers).toEqual(['Headcount'])
  const none = await read('ana,a@x.example\nben,b@x.example\n')
  expect([none.headers, none.rows.length, none.reading.headerLines]).toEqual([['Column 1', 'Column 2'], 2, []])
  expect(none.notes).toContain('No header row found. Line 1 is read as the first user')
})

test('C14: the same user twice, by case and by compatible letters, is an error on both rows', () => {
  const rows = [
    ['Ana.Mueller', 'ana@acme.example'],
    ['ana.mueller', 'ben@acme.example'],
    ['\uFB01ona', 'BEN@acme.example'],
    ['fiona', 'cleo@acme.example'],
  ].map((cells, index) => ({ key: `r${index + 1}`, line: index + 2, cells }))
  const issues = validateRows({ columns: ['username', 'email'], rows }, null)
  const errors = (key: string) => (issues.get(key) ?? []).filter(({ message }) => message.startsWith('The same')).map(({ field }) => field)
  expect([errors('r1'), errors('r2'), errors('r3'), errors('r4')]).toEqual([['username'], ['username', 'email'], ['username', 'email'], ['username']])
})

test('C14: who differs from another row by dots only is worth a look on both rows, and no error', () => {
  const rows = [
    ['ana.mueller', 'ana@acme.example'],
    ['anamueller', 'a.na@acme.example'],
    ['an.amueller', 'ana@ac.me.example'],
    ['ben', 'ben@acme.example'],
  ].map((cells, index) => ({ key: `r${index + 1}`, line: index + 2, cells }))
  const issues = validateRows({ columns: ['username', 'email'], rows }, null)
  expect([...issues.values()].flat().map(({ row, field, severity }) => [row, field, severity])).toEqual([
    ['r1', 'username', 'warning'],
    ['r1', 'email', 'warning'],
    ['r2', 'username', 'warning'],
    ['r2', 'email', 'warning'],
    ['r3', 'username', 'warning'],
  ])
  expect(issues.get('r2')?.map(({ message }) => message)).toEqual([
    'This username differs only by dots from line 2 and 1 more. Check whether it is the same user.',
    'This email differs only by dots from line 2. Check whether it is the same user.',
  ])
})

test('C18: passwords are never trimmed, normalized or taken for formulas, whatever they begin with', async () => {
  const passwords = ['=1+1', '+x', '-y', '@z', "'=guarded", ' spaces ', '\u00A0x', 'e\u0301', '\uFF1D', '"q"', 'a,b', 'x\ny']
  const quoted = passwords.map((text, index) => `user${index},"${text.replaceAll('"', '""')}"`).join('\n')
  // The header is that of an export of ours, where a guard would be taken off.
  const { rows, headers } = await read(`\uFEFFUsername,Password\n${quoted}\n`)
  expect(rows.map(([, password]) => password)).toEqual(passwords)
  const set = { columns: ['username', 'password'], rows: rows.map((cells, index) => ({ key: `r${index + 1}`, line: null, cells })) }
  const said = [...validateRows(set, 'create').values()].flat().filter(({ field, severity }) => field === 'password' && severity === 'warning')
  // A space at an edge is pointed out, unseen, and sent as it is.
  expect([headers, said.map(({ row, cause, suggestion }) => [row, cause, suggestion])]).toEqual([
    ['Username', 'Password'],
    [
      ['r6', 'padding', undefined],
      ['r7', 'padding', undefined],
    ],
  ])
})

test('whatever the bytes are, the answer is a table or one sentence', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 64 }), async (content, chunkBytes) => {
      const answer = await read(content, {}, { chunkBytes }).catch((error: unknown) => error)
      if (answer instanceof Error) expect(answer).toBeInstanceOf(ReadError)
      else expect(answer).toMatchObject({ rows: expect.any(Array) as unknown })
    }),
    { numRuns: 400 },
  )
}, 60_000)
