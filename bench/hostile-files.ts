/** Files that are built to hurt: small on the disk, endless once they are read. Each is written piece by piece and never lies in memory. */
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { randomBytes } from 'node:crypto'
import { crc32, createDeflateRaw, createGzip } from 'node:zlib'

/** A text of a beginning, a piece that is repeated until there are so many bytes, and an end. */
interface Long {
  readonly head?: string
  readonly piece: string
  readonly megabytes: number
  readonly tail?: string
  /** What stands around letters that pack badly: a file that packs well is refused for that alone. */
  readonly noise?: readonly [before: string, after: string]
}
type Content = string | Long

interface HostileFile {
  readonly name: string
  readonly what: Content | Readonly<Record<string, Content>>
  readonly isGzip?: boolean
  /** Whether it may be read as a table; otherwise a sentence is expected. */
  readonly isReadable?: boolean
}

const mebibyte = 1_048_576
const noiseBytes = 8_192

function* piecesOf(content: Content): Generator<Buffer> {
  if (typeof content === 'string') {
    yield Buffer.from(content)
    return
  }
  const { head = '', piece, megabytes, tail = '', noise } = content
  yield Buffer.from(head)
  const unit = Buffer.from(piece)
  const block = Buffer.concat(Array.from({ length: Math.max(1, Math.floor((Math.min(1, megabytes) * mebibyte) / unit.length)) }, () => unit))
  for (let written = 0; written < megabytes * mebibyte; written += block.length) {
    yield block
    if (noise !== undefined) yield Buffer.from(`${noise[0]}${randomBytes(noiseBytes).toString('hex')}${noise[1]}`)
  }
  yield Buffer.from(tail)
}

const rel = (id: string, kind: string, target: string) =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}"/>`
const strings = '<sst><si><t>Username</t></si><si><t>Team</t></si><si><t>ivo</t></si><si><t>Ops</t></si></sst>'
const cell = (at: string, index: number) => `<c r="${at}" t="s"><v>${index}</v></c>`
const rows = `<row r="1">${cell('A1', 0)}${cell('B1', 1)}</row><row r="2">${cell('A2', 2)}${cell('B2', 3)}</row>`
const sheet = 'xl/worksheets/sheet1.xml'
const book = (changes: Readonly<Record<string, Content>>): Readonly<Record<string, Content>> => ({
  'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="Staff" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': `<Relationships>${rel('rId1', 'worksheet', 'worksheets/sheet1.xml')}${rel('rId2', 'sharedStrings', 'sharedStrings.xml')}${rel('rId3', 'styles', 'styles.xml')}</Relationships>`,
  'xl/sharedStrings.xml': strings,
  'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>',
  [sheet]: `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
  ...changes,
})
type Noise = readonly [before: string, after: string]
const comment: Noise = ['<!--', '-->']
const bare: Noise = ['', '']
const inSheet = (piece: string, megabytes: number, head = '', tail = '', noise: Noise = comment) => ({
  [sheet]: { head: `<worksheet><sheetData>${head}`, piece, megabytes, tail: `${tail}</sheetData></worksheet>`, noise },
})
const manySheets = (count: number, content: Content) => ({
  'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${Array.from({ length: count }, (_, at) => `<sheet name="S${at}" sheetId="${at + 1}" r:id="rId${at + 10}"/>`).join('')}</sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships>${Array.from({ length: count }, (_, at) => rel(`rId${at + 10}`, 'worksheet', `worksheets/s${at}.xml`)).join('')}</Relationships>`,
  ...Object.fromEntries(Array.from({ length: count }, (_, at) => [`xl/worksheets/s${at}.xml`, content])),
})
const text = (megabytes: number, piece: string, noise: Noise) =>
  inSheet(piece, megabytes, '<row r="1"><c r="A1" t="inlineStr"><is><t>', '</t></is></c></row>', noise)

export const hostileFiles: readonly HostileFile[] = [
  { name: 'text-of-500-mb.xlsx', what: book(text(500, 'x', bare)) },
  { name: 'text-of-250-mb.xlsx', what: book(text(240, 'x', bare)) },
  { name: 'text-of-250-mb-in-runs.xlsx', what: book(text(240, 'x</t><t>', bare)) },
  { name: 'value-of-250-mb-in-parts.xlsx', what: book(inSheet('1<x/>', 240, '<row r="1"><c r="A1"><v>', '</v></c></row>')) },
  {
    name: '25-million-strings.xlsx',
    what: book({ 'xl/sharedStrings.xml': { head: '<sst>', piece: '<si/>', megabytes: 120, noise: comment, tail: '</sst>' } }),
  },
  {
    name: '25-million-filled-strings.xlsx',
    what: book({
      'xl/sharedStrings.xml': { head: '<sst>', piece: '<si><t>abcdefghijklmnopqrstuvwxyz</t></si>', megabytes: 240, noise: comment, tail: '</sst>' },
    }),
  },
  {
    name: 'strings-of-30-kb.xlsx',
    isReadable: true,
    what: book({ 'xl/sharedStrings.xml': { head: '<sst>', piece: `<si><t>${'é'.repeat(30_000)}</t></si>`, megabytes: 240, noise: comment, tail: '</sst>' } }),
  },
  { name: 'comment-without-end.xlsx', what: book({ [sheet]: { head: '<worksheet><!--', piece: 'x', megabytes: 240, noise: bare } }) },
  { name: 'comment-of-brackets.xlsx', what: book({ [sheet]: { head: '<worksheet><!--', piece: '<a', megabytes: 240, noise: bare } }) },
  { name: 'comments.xlsx', what: book(inSheet('<!---->', 240)) },
  { name: 'tag-without-end.xlsx', what: book({ [sheet]: { head: '<worksheet><row ', piece: 'a="b" ', megabytes: 240, noise: bare } }) },
  { name: 'brackets.xlsx', what: book({ [sheet]: { head: '<worksheet>', piece: '< ', megabytes: 240, noise: bare } }) },
  { name: 'workbook-xml-of-400-mb.xlsx', what: book({ 'xl/workbook.xml': { head: '<workbook>', piece: 'x', megabytes: 400 } }) },
  {
    name: 'workbook-xml-of-15-mb.xlsx',
    isReadable: true,
    what: book({ 'xl/workbook.xml': { head: '<workbook><sheets>', piece: '<sheet name="S" r:id="rId1"/>', megabytes: 14, tail: '</sheets></workbook>' } }),
  },
  {
    name: 'styles-of-15-mb.xlsx',
    what: book({ 'xl/styles.xml': { head: '<styleSheet><cellXfs>', piece: '<xf/>', megabytes: 14, tail: '</cellXfs></styleSheet>' } }),
    isReadable: true,
  },
  {
    name: 'format-of-15-mb.xlsx',
    what: book({
      'xl/styles.xml': {
        head: '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="',
        piece: '[',
        megabytes: 14,
        tail: '"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>',
      },
    }),
    isReadable: true,
  },
  {
    name: 'formats-without-number.xlsx',
    what: book({
      'xl/styles.xml': {
        head: '<styleSheet><numFmts>',
        piece: '<numFmt numFmtId="164" formatCode="[$-407]d. mmmm"/>',
        megabytes: 14,
        tail: '</numFmts></styleSheet>',
      },
    }),
    isReadable: true,
  },
  { name: 'blank-rows.xlsx', what: book(inSheet('<row/>', 240)) },
  { name: 'one-row-again-and-again.xlsx', what: book(inSheet('<row r="1"/>', 240)) },
  { name: 'blank-cells.xlsx', what: book(inSheet('<c/>', 240, '<row>', '</row>')) },
  { name: 'row-of-values.xlsx', what: book(inSheet('<c><v>1</v></c>', 240, '<row>', '</row>')) },
  { name: 'rows-of-values.xlsx', what: book(inSheet('<row><c><v>1</v></c></row>', 240)) },
  {
    name: 'merged-cells.xlsx',
    what: book({
      [sheet]: {
        head: `<worksheet><sheetData>${rows}</sheetData><mergeCells>`,
        piece: '<mergeCell ref="A1:XFD1048576"/>',
        megabytes: 200,
        noise: comment,
        tail: '</mergeCells></worksheet>',
      },
    }),
    isReadable: true,
  },
  { name: 'many-empty-sheets.xlsx', what: book(manySheets(60, { head: '<worksheet>', piece: '<row/>', megabytes: 5, tail: '</worksheet>' })) },
  { name: 'many-blank-sheets.xlsx', what: book(manySheets(20, { head: '<worksheet>', piece: ' ', megabytes: 200, noise: comment, tail: '</worksheet>' })) },
  { name: 'packed-tight.xlsx', what: book({ [sheet]: { head: '<worksheet>', piece: ' ', megabytes: 250, tail: '</worksheet>' } }) },
  { name: 'headers-again.csv.gz', what: { piece: 'a,b,c\n', megabytes: 500 }, isGzip: true },
  { name: 'csv-of-500-mb.csv.gz', what: { head: 'Username,Email\n', piece: 'ivo,ivo@x.example\n', megabytes: 500 }, isGzip: true },
  { name: 'one-line.csv.gz', what: { piece: 'x', megabytes: 500 }, isGzip: true },
  { name: 'quote-without-end.csv.gz', what: { head: 'a,b\n1,"', piece: 'x\n', megabytes: 500 }, isGzip: true },
  { name: 'quotes.csv.gz', what: { piece: '"', megabytes: 240 }, isGzip: true },
  { name: 'commas.csv.gz', what: { piece: ',', megabytes: 240 }, isGzip: true },
  { name: 'line-ends.csv.gz', what: { piece: '\n', megabytes: 240 }, isGzip: true },
  { name: 'spans.html', what: { head: '<table><tr><th>Username</th></tr>', piece: '<tr><td rowspan=65534 colspan=1000>x</td></tr>', megabytes: 0.07 } },
  {
    name: 'rows-under-a-span.html',
    what: { head: '<table><tr><th>Username</th></tr><tr><td rowspan=9999999 colspan=9999999>x</td></tr>', piece: '<tr></tr>', megabytes: 30 },
  },
  { name: 'cells-of-html.html', what: { head: '<table><tr>', piece: '<td>', megabytes: 30 } },
  { name: 'tables.html', what: { piece: '<table>', megabytes: 30 } },
  { name: 'comment.html', what: { head: '<table><!--', piece: '<!-', megabytes: 30 } },
  {
    name: '150000-rows.html',
    what: { head: '<table><tr><th>Username</th><th>Email</th></tr>', piece: '<tr><td>u1</td><td>u1@x.example</td></tr>', megabytes: 5.9, tail: '</table>' },
    isReadable: true,
  },
]

async function written(path: string, pieces: Iterable<Buffer>, gzip: boolean): Promise<void> {
  const file = createWriteStream(path)
  const to = gzip ? createGzip({ level: 9 }) : file
  if (to !== file) to.pipe(file)
  for (const piece of pieces) if (!to.write(piece)) await once(to, 'drain')
  to.end()
  await once(file, 'close')
}

async function deflated(content: Content): Promise<{ readonly packed: Buffer; readonly crc: number; readonly size: number }> {
  const deflate = createDeflateRaw({ level: 9 })
  const packed: Buffer[] = []
  deflate.on('data', (chunk: Buffer) => packed.push(chunk))
  const ended = once(deflate, 'end')
  let crc = 0
  let size = 0
  for (const piece of piecesOf(content)) {
    crc = crc32(piece, crc)
    size += piece.length
    if (!deflate.write(piece)) await once(deflate, 'drain')
  }
  deflate.end()
  await ended
  return { packed: Buffer.concat(packed), crc, size }
}

/** An archive as the format says (APPNOTE 4.3). */
async function* archive(entries: Readonly<Record<string, Content>>): AsyncGenerator<Buffer> {
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(entries)) {
    const { packed, crc, size } = await deflated(content)
    const label = Buffer.from(name)
    const common = Buffer.alloc(24)
    common.writeUInt16LE(8, 2)
    common.writeUInt32LE(crc, 8)
    common.writeUInt32LE(packed.length, 12)
    common.writeUInt32LE(size, 16)
    common.writeUInt16LE(label.length, 20)
    const local = Buffer.concat([Buffer.from('PK\x03\x04\x14\0', 'latin1'), common, label, packed])
    const end = Buffer.alloc(14)
    end.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0\x14\0', 'latin1'), common, end, label]))
    offset += local.length
    yield local
  }
  const whole = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(directory.length, 4)
  end.writeUInt16LE(directory.length, 6)
  end.writeUInt32LE(whole.length, 8)
  end.writeUInt32LE(offset, 12)
  yield Buffer.concat([whole, Buffer.from('PK\x05\x06', 'latin1'), end])
}

export async function writeHostile({ what, isGzip = false }: HostileFile, path: string): Promise<void> {
  if (typeof what === 'string' || 'piece' in what) return written(path, piecesOf(what as Content), isGzip)
  const parts: Buffer[] = []
  for await (const part of archive(what as Readonly<Record<string, Content>>)) parts.push(part)
  return written(path, parts, false)
}
