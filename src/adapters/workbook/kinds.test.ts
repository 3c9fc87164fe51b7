/** Workbooks of every kind: read as what they hold, or refused by name; damaged and hostile ones never count. */
import { crc32, deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { misshapenRows } from '#domain/draft/blocked.ts'
import { limits } from '#domain/file/body.ts'
import { ReadError, type ReadingChoices } from '#domain/file/reading.ts'
import { collectTable, readTable } from '../csv/read-table.ts'
import { finishedCrc, initialCrc, updateCrc } from './crc32.ts'

async function read(content: Uint8Array | string, choices: ReadingChoices = {}) {
  const sink = collectTable()
  const reading = await readTable(new Blob([content as Uint8Array<ArrayBuffer>]), choices, sink)
  return { ...sink.table(), reading, notes: reading.notes.join('\n') }
}

interface Lie {
  readonly size?: number
  readonly flags?: number
}

/** An archive as the format says; `lies` about single entries are what it says wrongly. */
function zip(entries: Readonly<Record<string, string | Uint8Array>>, lies: Readonly<Record<string, Lie>> = {}): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const [name, content] of Object.entries(entries)) {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    const packed = deflateRawSync(bytes)
    const label = new TextEncoder().encode(name)
    const crc = finishedCrc(updateCrc(initialCrc, bytes))
    const { size = bytes.length, flags = 0 } = lies[name] ?? {}
    const header = (signature: number, length: number, at: number) => {
      const view = new DataView(new ArrayBuffer(length))
      view.setUint32(0, signature, true)
      view.setUint16(at, flags, true)
      view.setUint16(at + 2, 8, true)
      view.setUint32(at + 8, crc, true)
      view.setUint32(at + 12, packed.length, true)
      view.setUint32(at + 16, size, true)
      view.setUint16(at + 20, label.length, true)
      return view
    }
    const local = header(0x04034b50, 30, 6)
    const central = header(0x02014b50, 46, 8)
    central.setUint32(42, offset, true)
    parts.push(new Uint8Array(local.buffer), label, packed)
    directory.push(new Uint8Array(central.buffer), label)
    offset += 30 + label.length + packed.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const end = new DataView(new ArrayBuffer(22))
  end.setUint32(0, 0x06054b50, true)
  end.setUint16(8, Object.keys(entries).length, true)
  end.setUint16(10, Object.keys(entries).length, true)
  end.setUint32(12, size, true)
  end.setUint32(16, offset, true)
  return Uint8Array.from(Buffer.concat([...parts, ...directory, new Uint8Array(end.buffer)]))
}

const rel = (id: string, kind: string, target: string) =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}"/>`
const parts = (sheet: string, more: Readonly<Record<string, string>> = {}) => ({
  'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="Staff" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': `<Relationships>${rel('rId1', 'worksheet', 'worksheets/sheet1.xml')}${rel('rId2', 'sharedStrings', 'sharedStrings.xml')}${rel('rId3', 'styles', 'styles.xml')}</Relationships>`,
  'xl/sharedStrings.xml': '<sst><si><t>Username</t></si><si><t>Team</t></si><si><t>ivo</t></si><si><t>lea</t></si><si><t>Ops</t></si></sst>',
  'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
  'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
  ...more,
})
const text = (reference: string, value: string) => `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`
const row = (number: number, ...values: readonly string[]) =>
  `<row r="${number}">${values.map((value, index) => (value === '' ? '' : text(`${String.fromCharCode(65 + index)}${number}`, value))).join('')}</row>`
const plain = parts(
  `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>4</v></c></row>`,
)

test('a workbook is read', async () => {
  const { headers, rows } = await read(zip(plain))
  expect([headers, rows]).toEqual([['Username', 'Team'], [['ivo', 'Ops']]])
})

test('of every flipped bit, none gives another table', async () => {
  const whole = zip(plain)
  const right = await read(whole)
  let same = 0
  let refused = 0
  for (let at = 0; at < whole.length; at += 1) {
    const flipped = whole.slice()
    flipped[at] = (flipped[at] ?? 0) ^ (1 << ((at * 5) % 8))
    const answer = await read(flipped).catch((error: unknown) => error)
    if (answer instanceof ReadError) refused += 1
    else {
      // What does not matter to the table may differ: times, versions, a comment.
      expect(answer).toMatchObject({ headers: right.headers, rows: right.rows, notes: right.notes })
      same += 1
    }
  }
  expect(refused).toBeGreaterThan(same)
}, 60_000)

test.each([
  ['a part that the workbook names is missing', { ...plain, 'xl/sharedStrings.xml': undefined }],
  ['the links are missing', { ...plain, 'xl/_rels/workbook.xml.rels': undefined }],
  ['a text is missing', { ...plain, 'xl/sharedStrings.xml': '<sst><si><t>Username</t></si></sst>' }],
])('%s: the workbook is damaged', async (_, entries) => {
  const there = Object.fromEntries(Object.entries(entries).flatMap(([name, content]) => (content === undefined ? [] : [[name, content]])))
  await expect(read(zip(there))).rejects.toThrow('damaged or cut off')
})

test('an entry that unpacks to more or less than it says is damaged', async () => {
  for (const size of [10, 1_000_000]) await expect(read(zip(plain, { 'xl/worksheets/sheet1.xml': { size } }))).rejects.toThrow('damaged or cut off')
})

test('a zip archive with a password is named', async () => {
  await expect(read(zip(plain, { 'xl/workbook.xml': { flags: 1 } }))).rejects.toThrow('protected with a password')
})

test('the checksum is that of zip, however the bytes are cut', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), (bytes, at) => {
      expect(finishedCrc(updateCrc(updateCrc(initialCrc, bytes.subarray(0, at)), bytes.subarray(at)))).toBe(crc32(bytes))
    }),
  )
})

test('a format of millions of brackets costs no time', async () => {
  const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="${long(10, '[')}"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>`
  const before = performance.now()
  expect((await read(zip({ ...plain, 'xl/styles.xml': styles }))).rows).toEqual([['ivo', 'Ops']])
  expect(performance.now() - before).toBeLessThan(soonMs)
}, 60_000)

const emptySheets = (count: number, content: string) => ({
  ...plain,
  'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${Array.from({ length: count }, (_, at) => `<sheet name="S${at}" r:id="s${at}"/>`).join('')}</sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships>${Array.from({ length: count }, (_, at) => rel(`s${at}`, 'worksheet', `worksheets/sheet1.xml`)).join('')}</Relationships>`,
  'xl/worksheets/sheet1.xml': `<worksheet>${content}</worksheet>`,
})
/** On a machine that does much else at the same time; before, these took minutes. The benchmark area “hostile” holds them to two seconds. */
const soonMs = 8_000
const long = (megabytes: number, piece = 'x') => piece.repeat((megabytes * 1_048_576) / piece.length)

test.each([
  ['a workbook list of 100 MB', () => zip({ ...plain, 'xl/workbook.xml': `<workbook>${long(100)}</workbook>` }), 'unpacks to 100 MB; at most 16 MB'],
  ['a text without end', () => zip(parts(`<row r="1">${text('A1', long(30))}</row>`)), 'does not end'],
  ['a text in pieces', () => zip(parts(`<row r="1">${text('A1', long(20, 'x</t><t>'))}</row>`)), 'A cell has more than 1,000,000 characters'],
  ['a comment without end', () => zip(parts(`<!--${long(30)}`)), 'does not end'],
  ['a comment of brackets', () => zip(parts(`<!--${long(30, '<a')}`)), 'does not end'],
  ['a tag without end', () => zip(parts(`<row ${long(30, 'a="b" ')}`)), 'does not end'],
  ['millions of texts', () => zip({ ...plain, 'xl/sharedStrings.xml': `<sst>${long(30, '<si/>')}</sst>` }), 'more than 2,000,000 different texts'],
  ['a number in parts', () => zip(parts(`<row r="1"><c r="A1"><v>${long(20, '1<x/>')}</v></c></row>`)), 'A cell has more than 1,000,000 characters'],
  ['the same blank row again and again', () => zip(parts(long(30, '<row r="1"/>'))), 'damaged or cut off'],
  ['a part that is packed too tight', () => zip(parts(long(40, ' '))), /unpacks to [\d,]+ times its size/],
  ['many large sheets without a cell', () => zip(emptySheets(60, long(8, '<x/>'))), 'is empty'],
  ['a size that is too large', () => zip(plain, { 'xl/worksheets/sheet1.xml': { size: limits.bytes + 1 } }), 'at most 256 MB'],
])(
  'C12: %s is answered with a sentence, soon',
  async (_, make, words) => {
    const content = make()
    const before = performance.now()
    await expect(read(content)).rejects.toThrow(words)
    expect(performance.now() - before).toBeLessThan(soonMs)
  },
  60_000,
)

test('formatting without values is nothing: cells to the last column, rows to the last line', async () => {
  const styled = Array.from({ length: 16_000 }, (_, index) => `<c r="${columnName(index + 2)}1" s="1"/>`).join('')
  const blank = Array.from({ length: 5_000 }, (_, index) => `<row r="${index + 3}" s="1"><c r="A${index + 3}" s="1"/></row>`).join('')
  const { headers, rows, reading } = await read(
    zip(parts(`<row r="1">${text('A1', 'Username')}${text('B1', 'Team')}${styled}</row>${row(2, 'ivo', 'Ops')}${blank}`)),
  )
  expect([headers, rows, reading.blankRows]).toEqual([['Username', 'Team'], [['ivo', 'Ops']], 0])
})

function columnName(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + String.fromCharCode(65 + (index % 26))
}

const merged = (sheet: string, ...references: readonly string[]) => ({
  ...parts(''),
  'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData><mergeCells count="1">${references.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells></worksheet>`,
})

test('cells under a merged one are filled and counted, or left blank where that is chosen', async () => {
  const content = zip(merged(`${row(1, 'Team', 'Username')}${row(2, 'Ops', 'ivo')}${row(3, '', 'lea')}${row(4, '', 'mia')}${row(5, '', 'zoe')}`, 'A2:A4'))
  const { rows, notes, reading } = await read(content)
  expect(rows).toEqual([
    ['Ops', 'ivo'],
    ['Ops', 'lea'],
    ['Ops', 'mia'],
    ['', 'zoe'],
  ])
  expect([notes, reading.offers]).toEqual(['2 cells under merged cells filled with the merged value.', ['merged']])
  expect((await read(content, { merged: 'blank' })).rows.map(([team]) => team)).toEqual(['Ops', '', '', ''])
})

test('a merged cell reaches over a blank row, and one that begins on a blank row holds nothing', async () => {
  const over = await read(zip(merged(`${row(1, 'Team', 'Username')}${row(2, 'Ops', 'ivo')}${row(3, '', '')}${row(4, '', 'mia')}`, 'A2:A4')))
  expect([over.rows, over.reading.blankRows, over.notes]).toEqual([
    [
      ['Ops', 'ivo'],
      ['Ops', 'mia'],
    ],
    1,
    expect.stringContaining('1 cell under merged cells filled'),
  ])
  const from = await read(zip(merged(`${row(1, 'Team', 'Username')}${row(2, 'Ops', 'ivo')}${row(3, '', '')}${row(4, '', 'mia')}`, 'A3:A4')))
  expect(from.rows).toEqual([
    ['Ops', 'ivo'],
    ['', 'mia'],
  ])
  const html = `<table><tr><td>Team</td><td>Username</td></tr><tr><td rowspan=3>Ops</td><td>ivo</td></tr><tr><td></td></tr><tr><td>mia</td></tr></table>`
  expect((await read(html)).rows).toEqual([
    ['Ops', 'ivo'],
    ['Ops', 'mia'],
  ])
})

test('a title that is merged across the table is a section, and a merged header stays a header', async () => {
  const sheet = `${row(1, 'Username', 'Team', 'City')}${row(2, 'Support')}${row(3, 'ivo', 'Ops', 'Bonn')}`
  const { rows, reading } = await read(zip(merged(sheet, 'A2:C2')))
  expect([rows, reading.skipped]).toEqual([[['ivo', 'Ops', 'Bonn']], [{ line: 2, kind: 'section', text: 'Support' }]])
  const two = `${row(1, 'Username', 'Home', '')}${row(2, '', 'City', 'Street')}${row(3, 'ivo', 'Bonn', 'Ring 1')}`
  expect((await read(zip(merged(two, 'A1:A2', 'B1:C1')), { headerRows: 2, header: 1 })).headers).toEqual(['Username', 'Home City', 'Home Street'])
})

test('a row with a cell that is merged across columns is blocked, and one of blanks is not', async () => {
  const sheet = `${row(1, 'Username', 'First name', 'Last name')}${row(2, 'zoe', 'Zoë Ek', '')}${row(3, 'yan', 'Yan', 'Li')}${row(4, 'xi', '', '')}${row(5, 'wu', 'Wu Li', '')}${row(6, 'vi', '', 'x')}`
  const { reading, rows } = await read(zip(merged(sheet, 'B2:C2', 'B4:C4', 'B5:C6')))
  expect([reading.heldBack.map(({ line }) => line), reading.heldBack[0]?.message]).toEqual([[2, 5, 6], expect.stringContaining('merged across columns')])
  expect(rows).toHaveLength(5)
})

test('rows that are crossed out as a whole are blocked, and can be included as they are', async () => {
  const struck = (reference: string, value: string) => text(reference, value).replace('<c ', '<c s="1" ')
  const sheet = `${row(1, 'Username', 'Team')}<row r="2">${struck('A2', 'ivo')}${struck('B2', 'Ops')}</row><row r="3">${struck('A3', 'lea')}${text('B3', 'Ops')}</row>${row(4, 'mia', 'Ops')}`
  const styles = (strike: string) =>
    `<styleSheet><fonts><font/><font>${strike}</font></fonts><cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>`
  const held = async (strike: string) => (await read(zip(parts(sheet, { 'xl/styles.xml': styles(strike) })))).reading.heldBack
  const blocked = await held('<strike/>')
  expect(blocked.map(({ line }) => line)).toEqual([2])
  expect(misshapenRows(blocked).size).toBe(0)
  expect(await held('<strike val="0"/>')).toEqual([])
})

test('hidden columns with values are counted, as hidden rows are', async () => {
  const sheet = `${row(1, 'Username', 'Team', 'Pay', 'City')}${row(2, 'ivo', 'Ops', '1')}`
  const content = (cols: string) => zip({ ...plain, 'xl/worksheets/sheet1.xml': `<worksheet><cols>${cols}</cols><sheetData>${sheet}</sheetData></worksheet>` })
  expect((await read(content('<col min="2" max="3" width="0" hidden="1"/><col min="9" max="16384" hidden="true"/>'))).notes).toContain(
    '2 hidden columns were read too.',
  )
  expect((await read(content('<col min="1" max="4" width="20"/>'))).notes).not.toContain('hidden')
})

test('strict workbooks, prefixed tags and dates of both kinds', async () => {
  const strict = (kind: string) => `http://purl.oclc.org/ooxml/officeDocument/relationships/${kind}`
  const { rows } = await read(
    zip({
      ...plain,
      'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${strict('worksheet')}" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId3" Type="${strict('styles')}" Target="styles.xml"/></Relationships>`,
      'xl/worksheets/sheet1.xml': `<x:worksheet xmlns:x="x"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>Username</x:t></x:is></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>Start</x:t></x:is></x:c></x:row>
<x:row r="2"><x:c r="A2" t="inlineStr"><x:is><x:t>ivo</x:t></x:is></x:c><x:c r="B2" t="d" s="1"><x:v>2026-03-01T00:00:00.000</x:v></x:c></x:row>
<x:row r="3"><x:c r="A3" t="inlineStr"><x:is><x:t>lea</x:t></x:is></x:c><x:c r="B3" s="1"><x:v>46082</x:v></x:c></x:row>
<x:row r="4"><x:c r="A4" t="inlineStr"><x:is><x:t>mia</x:t></x:is></x:c><x:c r="B4" t="d" s="1"><x:v>2026-03-01T07:05Z</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
    }),
  )
  expect(rows.map(([, start]) => start)).toEqual(['2026-03-01', '2026-03-01', '2026-03-01T07:05:00'])
})

test('errors of formulas are counted', async () => {
  const { rows, notes } = await read(zip(parts(`${row(1, 'Username', 'Team')}<row r="2">${text('A2', 'ivo')}<c r="B2" t="e"><v>#REF!</v></c></row>`)))
  expect([rows, notes]).toEqual([[['ivo', '#REF!']], expect.stringContaining('1 cell with a formula error')])
})

const utf16 = (value: string) => Uint8Array.from([...Array.from(value, (letter) => [letter.charCodeAt(0), 0]).flat(), 0, 0])
const compound = (...streams: readonly string[]) =>
  Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(1_000), ...streams.flatMap((name) => [...utf16(name)])])

test.each([
  ['protected', compound('EncryptionInfo', 'EncryptedPackage'), 'protected with a password'],
  ['.xls', compound('Root Entry', 'Workbook'), 'an old Excel workbook (.xls)'],
  ['.xls of Excel 5', compound('Root Entry', 'Book'), 'an old Excel workbook (.xls)'],
  ['.doc', compound('WordDocument'), 'a Word document'],
  ['BIFF records alone', Uint8Array.from([9, 4, 6, 0, 0, 0, 16, 0]), 'a very old Excel workbook'],
  ['.ods', zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<x/>' }), 'OpenDocument spreadsheet (.ods)'],
  ['.numbers', zip({ 'Index/Document.iwa': 'x' }), 'a Numbers document'],
  ['.xlsb', zip({ 'xl/workbook.bin': 'x' }), 'a binary Excel workbook (.xlsb)'],
  ['.docx', zip({ 'word/document.xml': '<x/>' }), 'a Word document'],
  ['a zip archive of files', zip({ 'users.csv': 'Username\nivo\n' }), 'a zip archive, not a workbook'],
  [
    'XML 2003',
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>',
    'an XML spreadsheet (Excel 2003)',
  ],
  [
    'a small XML 2003 with its table',
    '<?xml version="1.0"?><ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><ss:Worksheet><ss:Table/><Table><Row/></Table></ss:Worksheet></ss:Workbook>',
    'an XML spreadsheet (Excel 2003)',
  ],
  ['XML 2003 with prefixes', '\uFEFF<ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"/>', 'an XML spreadsheet (Excel 2003)'],
  ['other XML', '<?xml version="1.0"?><users><user name="ivo"/></users>', 'an XML file'],
  ['a web archive', 'MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n', 'a web archive (.mht)'],
  ['JSON', '[{"username":"ivo"}]', 'a JSON file'],
])('a file is known by its content, whatever it is called: %s', async (_, content, words) => {
  await expect(read(content)).rejects.toThrow(ReadError)
  await expect(read(content)).rejects.toThrow(words)
})

test('150,000 rows of HTML are read', async () => {
  const rows = Array.from({ length: 150_000 }, (_, index) => `<tr><td>u${index}</td><td>u${index}@x.example</td></tr>`).join('')
  const found = await read(`<html><table><tr><th>Username</th><th>Email</th></tr>${rows}</table></html>`)
  expect([found.rows.length, found.rows.at(-1)]).toEqual([150_000, ['u149999', 'u149999@x.example']])
}, 60_000)

test('spans that claim millions of cells are bounded', async () => {
  const cell = '<td rowspan=65534 colspan=1000>x</td>'
  const before = performance.now()
  const { headers } = await read(`<table><tr><th>Username</th></tr>${`<tr>${cell.repeat(5)}</tr>`.repeat(400)}</table>`)
  expect(headers).toEqual(['Username'])
  expect(performance.now() - before).toBeLessThan(soonMs)
}, 60_000)

test('empty rows under a span of every column are refused before they fill the memory', async () => {
  const before = performance.now()
  const html = `<table><tr><th>Username</th></tr><tr><td rowspan=9999999 colspan=9999999>x</td></tr>${'<tr></tr>'.repeat(20_000)}</table>`
  await expect(read(html)).rejects.toThrow('cover more cells than can be read')
  expect(performance.now() - before).toBeLessThan(soonMs)
}, 60_000)

test('a “<” that begins no tag is text, and a page says its own encoding', async () => {
  const { rows } = await read('<table><tr><td>Username</td><td>Note</td></tr><tr><td>ivo</td><td>a < b</td></tr></table>')
  expect(rows).toEqual([['ivo', 'a < b']])
  const bytes = Uint8Array.from('<html><meta charset="windows-1252"><table><tr><td>Name</td></tr><tr><td>Zo\u00EB</td></tr></table>', (letter) =>
    letter.charCodeAt(0),
  )
  expect((await read(bytes)).rows).toEqual([['Zoë']])
})
