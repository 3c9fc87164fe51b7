/** Files as administrators have them are read right, or refused in a sentence that names the line. */
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { ReadError, type ReadingChoices } from '#domain/file/reading.ts'
import { collectTable, readTable, type ReadOptions } from './read-table.ts'

async function read(content: string | Uint8Array, choices: ReadingChoices = {}, options: ReadOptions = {}) {
  const sink = collectTable()
  const reading = await readTable(new Blob([content as Uint8Array<ArrayBuffer>]), choices, sink, options)
  return { ...sink.table(), reading, notes: reading.notes.join('\n') }
}

const bytes = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string, isLittle: boolean) => {
  const out = new Uint8Array(text.length * 2)
  const view = new DataView(out.buffer)
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), isLittle)
  return out
}
const windows1252 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))
const plain = 'Name,Ort\nZoë,Köln\n'

test.each([
  ['UTF-8', bytes(plain), 'UTF-8'],
  ['UTF-8 with its mark', bytes(`\uFEFF${plain}`), 'UTF-8'],
  ['UTF-16, little end first', utf16(`\uFEFF${plain}`, true), 'UTF-16, little end first'],
  ['UTF-16, big end first', utf16(`\uFEFF${plain}`, false), 'UTF-16, big end first'],
  ['UTF-16 without a mark, little end first', utf16(plain, true), 'UTF-16, little end first'],
  ['UTF-16 without a mark, big end first', utf16(plain, false), 'UTF-16, big end first'],
  ['Windows-1252', windows1252(plain), 'Windows-1252 (Western Europe)'],
])('C1: %s is read with every accent, at every chunk size', async (_, content, encoding) => {
  for (const chunkBytes of [1, 2, 3, 7, 1024]) {
    const { headers, rows, reading } = await read(content, {}, { chunkBytes })
    expect([headers, rows, reading.encoding]).toEqual([['Name', 'Ort'], [['Zoë', 'Köln']], encoding])
  }
})

test('UTF-16 of a script without Latin letters is known by its delimiters', async () => {
  const { rows } = await read(utf16('姓名,メール,部署\n山田太郎,t@x.example,営業\n', true))
  expect(rows).toEqual([['山田太郎', 't@x.example', '営業']])
})

test('a byte that is no UTF-8 on the edge of 64 KiB turns the whole file into Windows-1252, from its beginning', async () => {
  const long = `Username,City\n${'ana,Rome\n'.repeat(7_281)}ben,K`
  const content = Uint8Array.from([...bytes(long), 0xf6, ...bytes('ln\n')])
  expect(long.length).toBeGreaterThan(65_530)
  const { rows, notes } = await read(content, {}, { chunkBytes: 65_536 })
  expect([rows.length, rows.at(-1), rows[0]]).toEqual([7_282, ['ben', 'Köln'], ['ana', 'Rome']])
  expect(notes).toContain('read as Windows-1252')
})

test('UTF-8 with one damaged byte stays UTF-8: one � instead of every name spoilt', async () => {
  const names = 'zoe,Zoë Müller\n'.repeat(200)
  const content = Uint8Array.from([...bytes(`Username,Full name\n${names}ben,B`), 0xf6, ...bytes('hm\n')])
  const { rows, notes, reading } = await read(content, {}, { chunkBytes: 1000 })
  expect([rows[0], rows.at(-1), reading.encoding]).toEqual([['zoe', 'Zoë Müller'], ['ben', 'B�hm'], 'UTF-8'])
  expect(notes).toContain('UTF-8 with some invalid bytes')
  expect(notes).toContain('1 character could not be read')
})

test('a chosen encoding is followed, and shows what it cannot read', async () => {
  const mac = Uint8Array.from([...bytes('Name,Ort\nZo'), 0x91, ...bytes(',Rome\n')])
  expect((await read(mac, { encoding: 'macintosh' })).rows).toEqual([['Zoë', 'Rome']])
  const { rows, notes } = await read(mac, { encoding: 'utf-8' })
  expect(rows).toEqual([['Zo�', 'Rome']])
  expect(notes).toContain('1 character could not be read')
})

test.each([
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'bar'],
  [', ', 'comma and space'],
])('C7: a file split by “%s” (%s) is split there, also with two columns', async (delimiter) => {
  const { rows, reading } = await read(`name${delimiter}e\nZoe${delimiter}"a, b; c"\nBen${delimiter}x\n`)
  expect([reading.delimiter, rows]).toEqual([
    delimiter,
    [
      ['Zoe', 'a, b; c'],
      ['Ben', 'x'],
    ],
  ])
})

test.each([
  ['decimal commas', 'Username;Points\nana;1,5\nben;2,5\n', ';', 2],
  ['names with a comma in one column', 'Full name\n"Müller, Ana"\nIto\n', '', 1],
  ['unquoted names with a comma in one column', 'Full name\nMüller, Ana\nIto, Ben\nDahl, Cleo\n', '', 1],
  ['lists within cells', 'Username,Groups\nana,"a;b;c"\nben,"a;c;d"\n', ',', 2],
  ['tabs with commas inside', 'Username\tOffice\nana\tBerlin, DE\nben\tLyon, FR\n', '\t', 2],
  ['a line that names the delimiter', 'sep=;\r\nUsername;City, State\r\nana;Rome\r\n', ';', 2],
  ['apostrophes around cells', "'Username','Note'\n'ana','x, y'\n'ben','z'\n", ',', 2],
  ['a bar', 'Username|Note\nana|x, y\nben|u, v\n', '|', 2],
])('%s', async (_, text, delimiter, width) => {
  const { headers, reading, rows } = await read(text)
  expect([reading.delimiter, headers.length]).toEqual([delimiter, width])
  expect(rows.flat().join()).not.toMatch(/^['"]|['"]$/)
})

test('a delimiter that is chosen is followed', async () => {
  expect((await read('a;b,c\n1;2,3\n', { delimiter: ',' })).rows).toEqual([['1;2', '3']])
  expect((await read('a,b\n"1,2"\n', { quote: '' })).rows).toEqual([['"1', '2"']])
})

test('mixed line ends do not merge rows, line ends in quotes stay, and ours reads such a file', async () => {
  const { rows, lines, reading } = await read('a,b\r\n1,"x\r\ny"\n2,z\r3,w')
  expect(rows).toEqual([
    ['1', 'x\r\ny'],
    ['2', 'z'],
    ['3', 'w'],
  ])
  expect(lines).toEqual([2, 4, 5])
  expect([reading.tokenizer, reading.tokenizerReason, reading.newline]).toEqual(['own', 'line ends are mixed from line 1 on', 'any'])
})

test.each([
  ['a,b\r\n1,"x\ny"\r\n', 'papaparse'],
  ['a,b\r1,2\r', 'papaparse'],
  ['a,b\n1,"say ""hi"""\n', 'papaparse'],
  ['a\tb\n1\t2', 'papaparse'],
  ['a, b\n1, "x, y"\n', 'papaparse'],
  ['a,b\n1,2\r\n3,4\n', 'own'],
  ['a,b\n1,"x" y\n', 'own'],
  ['a,b\n1,5" pipe\n', 'own'],
])('%j is cut by %s', async (text, tokenizer) => {
  expect((await read(text).catch(() => null))?.reading.tokenizer ?? 'own').toBe(tokenizer)
})

test('C3: a quote within a quoted value stays a letter, and its line is named', async () => {
  const { rows, notes } = await read('a,b\n1,"Ana "Anni" Dahl"\n2,"x" ,\n'.replace(',\n', '\n'))
  expect(rows).toEqual([
    ['1', 'Ana "Anni" Dahl'],
    ['2', 'x'],
  ])
  expect(notes).toContain('3 quoted values have a quote or a space in the wrong place (the first on line 2)')
})

test('C4: short rows are filled and counted, never shifted', async () => {
  const { rows, notes } = await read('a,b,c\n1\n1,2,3\n')
  expect(rows).toEqual([
    ['1', '', ''],
    ['1', '2', '3'],
  ])
  expect(notes).toContain('1 row has fewer values than the header (line 2)')
})

test('C4: a row with more values than the header is blocked and named, and nothing moves', async () => {
  const { rows, reading, notes } = await read('a,b\n1,2\n3,4,5\n6,7,,\n')
  expect(rows).toEqual([
    ['1', '2'],
    ['3', '4'],
    ['6', '7'],
  ])
  expect(reading.heldBack).toEqual([{ row: 1, line: 3, message: expect.stringContaining('3 values, and the header 2 columns') as string }])
  expect(notes).toContain('1 row blocked (line 3)')
  expect(notes).toContain('1 row has empty columns after the last one with a name')
})

test('blank rows are skipped, counted, and can be kept', async () => {
  const text = 'a,b\n1,2\n\n,\n3,4\n\n\n'
  const { rows, lines, notes } = await read(text)
  expect([rows, lines]).toEqual([
    [
      ['1', '2'],
      ['3', '4'],
    ],
    [2, 5],
  ])
  expect(notes).toContain('4 blank rows skipped (the first on line 3)')
  expect((await read(text, { blankRows: 'keep' })).rows).toHaveLength(6)
})

test.each([
  ['', 'The file is empty'],
  ['  \n\n', 'The file is empty'],
  ['a,b\n', 'a header and no users'],
  ['a,b\n1,2\n3,"4\n5,6\n', 'A quote that opens on line 3 is never closed'],
])('%j is refused', async (text, words) => {
  await expect(read(text)).rejects.toThrow(ReadError)
  for (const chunkBytes of [1, 5, 1024]) await expect(read(text, {}, { chunkBytes })).rejects.toThrow(words)
})

test('C3: a quote that swallows 50,000 rows is named by the line on which it opens', async () => {
  const text = `a,b\n1,2\n3,"4\n${'5,6\n'.repeat(50_000)}`
  await expect(read(text, {}, { chunkBytes: 4096 * 16 })).rejects.toThrow('A quote that opens on line 3 is never closed')
})

test('names that JavaScript knows are headers and values like any other', async () => {
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']
  const { headers, rows } = await read(`${names.join(',')}\n${names.toReversed().join(',')}\n`)
  expect([headers, rows]).toEqual([names, [names.toReversed()]])
  expect(({} as Record<string, unknown>)['x']).toBeUndefined()
})

test('a gzip archive is unpacked; one that is cut off, or packed twice, says so', async () => {
  const packed = gzipSync(plain)
  expect((await read(packed)).rows).toEqual([['Zoë', 'Köln']])
  await expect(read(packed.subarray(0, packed.length - 6))).rejects.toThrow('damaged or cut off')
  await expect(read(gzipSync(packed))).rejects.toThrow('a gzip archive within a gzip archive')
})

/** Cells of every kind that Unicode allows, those that CSV and JavaScript trip over among them. */
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('a', 'é', '漢', '😀', '"', ',', ';', '\t', '|', ' ', '\n', '\r', '\r\n', "'", '=', '\u00A0', '\uFEFF'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 6,
})

test('read(write(table)) = table, with the dialect given, at every chunk size', async () => {
  const tables = fc
    .integer({ min: 1, max: 5 })
    .chain((width) => fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }))
  await fc.assert(
    fc.asyncProperty(
      tables,
      fc.constantFrom(',', ';', '\t', '|', ', '),
      fc.constantFrom('\n' as const, '\r\n' as const, '\r' as const),
      fc.boolean(),
      fc.integer({ min: 1, max: 40 }),
      async (rows, delimiter, newline, quotes, chunkBytes) => {
        const full = rows.map((cells) => cells.map((cell, index) => (index === 0 ? `k${cell}` : cell)))
        const headers = full[0]?.map((_, index) => `h${index}`) ?? []
        const written = Papa.unparse([headers, ...full], { delimiter, newline, quotes })
        const found = await read(
          written,
          { delimiter, newline, quote: '"', encoding: 'utf-8', header: 1, headerRows: 1, footer: 'keep', skippedLines: 'keep' },
          { chunkBytes },
        )
        expect([found.headers, found.rows]).toEqual([headers, full])
      },
    ),
    { numRuns: 300 },
  )
}, 60_000)

test('whatever the text is, the cuts between chunks never show', async () => {
  const anything = fc.string({ unit: fc.constantFrom('a', 'b', '"', '"', ',', ';', '\n', '\r', ' ', 'é', '😀'), maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(anything, fc.integer({ min: 1, max: 9 }), async (body, chunkBytes) => {
      const whole = `Username,Email\nana,x\n${body}`
      const outcome = (options: ReadOptions) =>
        read(whole, {}, options).then(
          ({ headers, rows, lines, reading: { heldBack, shortRows, blankRows, delimiter } }) => ({
            headers,
            rows,
            lines,
            heldBack,
            shortRows,
            blankRows,
            delimiter,
          }),
          (error: unknown) => String(error),
        )
      expect(await outcome({ chunkBytes })).toEqual(await outcome({}))
    }),
    { numRuns: 500 },
  )
}, 60_000)
