/** Large files are read as bytes where that changes nothing: table, lines and notes are the same as when every row is read as text. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TableSink } from '#domain/file/body.ts'
import type { ReadingChoices } from '#domain/file/reading.ts'
import { makePacker, type BlockBytes } from '#domain/packed/column-bytes.ts'
import { cellsAt } from '#domain/packed/packed-table.ts'
import { packedBlock } from '../storage/packed-bytes.ts'
import { collectTable, readTable } from './read-table.ts'

const encoder = new TextEncoder()
const header = 'Username,Email,First name,Last name,Department'
/** Dialect and header are found in the first 65,536 characters, which are text always. */
const beginning = Array.from({ length: 1_500 }, (_, at) => `user.${at},user.${at}@acme.example,Ana,Keller,Sales EMEA and more`)
const rowsBelow = (count: number) => Array.from({ length: count }, (_, at) => `below.${at},below.${at}@acme.example,"Zoë, ""Z""",Łukasz,Köln`)

/** Reads a file twice: as it is read, and with every row as texts. `asBytes`: rows that came as bytes. */
async function readBoth(content: Uint8Array, choices: ReadingChoices = {}, chunkBytes = 32 * 1024) {
  const read = async (sink: TableSink & ReturnType<typeof collectTable>) => {
    try {
      const reading = await readTable(new Blob([content as Uint8Array<ArrayBuffer>]), choices, sink, { chunkBytes })
      // The reason names the first line of whichever piece of text our tokenizer read first, and pieces are cut elsewhere here.
      return { reading: { ...reading, tokenizerReason: reading.tokenizerReason !== null }, table: sink.table() }
    } catch (error) {
      return { error: String(error) }
    }
  }
  let asBytes = 0
  const collected = collectTable()
  const counting = {
    ...collected,
    plain(...[rows, count, line]: Parameters<NonNullable<TableSink['plain']>>) {
      asBytes += count
      collected.plain?.(rows, count, line)
    },
  }
  const found = await read(counting)
  const expected = await read({ ...collectTable(), plain: undefined })
  return { found, expected, asBytes }
}

const fileOf = (lines: readonly string[], newline = '\n') => encoder.encode(`${[header, ...beginning, ...lines].join(newline)}${newline}`)

test.each(['\n', '\r\n'])('a large file whose lines end in %j is read as bytes, quotes and accents included', async (newline) => {
  const { found, expected, asBytes } = await readBoth(fileOf(rowsBelow(4_000), newline))
  expect(found).toEqual(expected)
  expect(asBytes).toBeGreaterThan(3_000)
  expect(found.table?.rows.at(-1)).toEqual(['below.3999', 'below.3999@acme.example', 'Zoë, "Z"', 'Łukasz', 'Köln'])
  expect(found.table?.lines.at(-1)).toBe(5_501)
})

/** Lines that are no plain users, or none at all. */
const odd = [
  '',
  ',,,,',
  'short,short@acme.example',
  'long,long@acme.example,A,B,C,D,E',
  '"two\nlines",two@acme.example,A,B,C',
  'stray"quote,s@acme.example,A,B,C',
  '"closed"x,c@acme.example,A,B,C',
  header,
  'First name,Username,Email,Department,Last name',
  '# comment',
  'REM old users,old@acme.example,A,B,C',
  'Total,,,,12',
  'Sum,x,,,',
  'Example,example@acme.example,A,B,C',
  'required,optional,text,text,text',
  'Sales department:,,,,',
  'alone,,,,',
  'tail.1,tail@acme.example,A,B;;;',
  'tail.2,tail@acme.example,A,B,"C,,"',
  'Ana,ana@acme.example,A,B,C',
  'Département,d@acme.example,A,B,C',
  '\u00A0,x@acme.example,A,B,C',
  '\u3000x,x@acme.example,A,B,C',
  'lost.1,l@acme.example,A\uFFFDB,C,D',
  'wide.1,w@acme.example,😀 李,Ω,C',
  '"quoted.1","q@acme.example","","""","a""b"',
  ' spaced.1 ,  s@acme.example, A ,B,C',
  "'guard.1,g@acme.example,'=A,B,C",
  'return.1,r@acme.example,A\rB,C,D',
  '---,---,---,---,---',
  'nul.1,n@acme.example,A\u0000B,C,D',
  '1,2,3,4,5',
  'Total 500,x,,,',
  '\nPrinted by HR on Monday,,,,',
]

test.each(odd)('%j is read as ever, among the rows of a large file and at its end', async (line) => {
  for (const chunkBytes of [32 * 1024, 256 * 1024]) {
    const { found, expected } = await readBoth(fileOf([...rowsBelow(3_000), line, ...rowsBelow(3_000), line]), {}, chunkBytes)
    expect(found).toEqual(expected)
  }
})

test('whatever stands among the rows, table and notes are the same either way', { timeout: 120_000 }, async () => {
  const line = fc.oneof(
    { weight: 3, arbitrary: fc.nat(400).map((count) => rowsBelow(count).join('\n')) },
    { weight: 4, arbitrary: fc.constantFrom(...odd) },
    { weight: 1, arbitrary: fc.array(fc.string({ unit: 'binary', maxLength: 6 }), { minLength: 1, maxLength: 6 }).map((cells) => cells.join(',')) },
  )
  const seen = { asBytes: 0 }
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 4, maxLength: 24 }),
      fc.constantFrom(1_000, 20_000, 32_768, 100_000),
      fc.constantFrom('keep', undefined),
      fc.constantFrom('\n', '\r\n'),
      async (lines, chunkBytes, kept, newline) => {
        const choices: ReadingChoices = kept === undefined ? {} : { skippedLines: kept, footer: kept, blankRows: kept }
        const text = lines.join('\n').replaceAll('\n', newline)
        const { found, expected, asBytes } = await readBoth(fileOf([text], newline), choices, chunkBytes)
        seen.asBytes += asBytes
        expect(found).toEqual(expected)
      },
    ),
    { numRuns: 30 },
  )
  expect(seen.asBytes).toBeGreaterThan(5_000)
})

test('bytes that are no UTF-8 are found among rows that are read as bytes: the file is read again in the encoding that it has', async () => {
  const rows = rowsBelow(4_000).map((row) => row.replaceAll(/[^\0-\x7F]/g, 'e'))
  const content = fileOf([...rows, 'koeln.1,k@acme.example,A,B,K*ln', ...rows])
  content[content.indexOf(0x2a)] = 0xf6
  const { found, expected } = await readBoth(content)
  expect(found).toEqual(expected)
  expect(found.reading?.encoding).toBe('Windows-1252 (Western Europe)')
  expect(found.table?.rows.filter((cells) => cells[4] === 'Köln')).toHaveLength(1)
})

test('a header with other columns counts from its line on, also among the last rows that came as text', async () => {
  const lines = [...beginning, ...rowsBelow(4_000)]
  const last = lines.findIndex((_, at) => lines.slice(0, at + 1).join('\n').length > 65_200 - header.length)
  const content = encoder.encode([header, ...lines.slice(0, last), 'First name,Username,Email,Department,Last name', ...lines.slice(last)].join('\n'))
  const { found, expected } = await readBoth(content)
  expect(found).toEqual(expected)
  expect(found.reading?.heldBack.length).toBe(5_500 - last)
})

test('below a header with other columns every line is looked at as text, and blocked', async () => {
  const content = fileOf([...rowsBelow(4_000), 'First name,Username,Email,Department,Last name', ...rowsBelow(4_000)])
  const { found, expected } = await readBoth(content)
  expect(found).toEqual(expected)
  expect(found.reading?.heldBack.length).toBe(4_000)
})

test('rows whose every value is changed while it is read are texts', async () => {
  const content = fileOf(Array.from({ length: 4_000 }, (_, at) => `user.${at}, user.${at}@acme.example ,Ana , Keller,Sales`))
  const { found, expected, asBytes } = await readBoth(content, { spaces: 'remove' })
  expect(found).toEqual(expected)
  expect([asBytes, found.table?.rows.at(-1)]).toEqual([0, ['user.3999', 'user.3999@acme.example', 'Ana', 'Keller', 'Sales']])
})

test('a file of more rows than can be read is refused', async () => {
  const { found, expected } = await readBoth(encoder.encode(`a,b,c\n${'user.1,x,y\n'.repeat(200_001)}`))
  expect(found).toEqual(expected)
  expect(found.error).toContain('more than 200,000 rows')
})

test('columns are packed the same from bytes as from texts, be their values few or many', async () => {
  const names = ['Zoë', 'Ana', '', '"', 'Łukasz, jr.', '😀', 'ok']
  const quoted = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const rows = Array.from({ length: 12_000 }, (_, at) => {
    const many = at < 6_000 ? 'same' : `${names[at % 7]} ${at}`
    return [`user.${at}`, `u${at}@acme.example`, names[at % 7] ?? '', many, at % 3 === 0 ? '' : `Team ${at % 300}`]
  })
  const content = fileOf(rows.map((cells) => cells.map(quoted).join(',')))
  const pack = async (isPlain: boolean) => {
    const blocks: BlockBytes[] = []
    let packer = makePacker(0, () => undefined)
    const sink: TableSink = {
      begin: (headers) => (packer = makePacker(headers.length, (block) => blocks.push(block))),
      rows: (found, lines) => packer.add(found, lines),
    }
    await readTable(new Blob([content as Uint8Array<ArrayBuffer>]), {}, isPlain ? { ...sink, plain: (...plain) => packer.addPlain(...plain) } : sink)
    packer.finish()
    return blocks
  }
  const [asBytes, asTexts] = [await pack(true), await pack(false)]
  expect(asBytes.length).toBe(asTexts.length)
  const table = { headers: header.split(','), rowCount: 13_500, blocks: asBytes.map(packedBlock) }
  expect(Array.from({ length: 12_000 }, (_, at) => cellsAt(table, 1_500 + at))).toEqual(rows)
  expect(asBytes.map(({ lines }) => [...lines])).toEqual(asTexts.map(({ lines }) => [...lines]))
  expect(asBytes.map(({ columns }) => columns.map((column) => column?.indices === undefined))).toEqual(
    asTexts.map(({ columns }) => columns.map((column) => column?.indices === undefined)),
  )
})
