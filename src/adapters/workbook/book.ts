/** What the sheets of a workbook share: their names and places, the strings, and the formats of numbers. */
import { formatCount } from '#domain/count.ts'
import { attribute, decodeEntities, markupReader } from './markup.ts'
import { formatOf, type NumberFormat } from './number-text.ts'
import { ReadError } from '#domain/file/reading.ts'
import { damaged, entryText, wholeText, type Zip } from './zip.ts'

export interface Book {
  readonly sheets: readonly { readonly name: string; readonly path: string; readonly isHidden: boolean }[]
  readonly strings: readonly string[]
  /** Format of a cell, by its style. */
  readonly formats: readonly NumberFormat[]
  /** Styles whose text is crossed out. */
  readonly struck: ReadonlySet<number>
  readonly is1904: boolean
}

const tags = (xml: string, name: string): string[] => {
  const found: string[] = []
  markupReader({ open: (tag, attributes) => tag === name && found.push(attributes), close: () => undefined }).push(xml)
  return found
}

interface Link {
  readonly id: string
  readonly type: string
  readonly path: string
}

/** Where the parts of a workbook are: an archive in which one is missing that it names is damaged. */
async function linksOf(file: Blob, zip: Zip, path: string): Promise<Link[]> {
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const rels = `${folder}_rels/${path.slice(folder.length)}.rels`
  if (!zip.has(rels)) throw damaged()
  return tags(await wholeText(file, zip, rels), 'Relationship').flatMap((each) => {
    const target = attribute(each, 'Target') ?? ''
    if (attribute(each, 'TargetMode') === 'External') return []
    return [{ id: attribute(each, 'Id') ?? '', type: attribute(each, 'Type') ?? '', path: resolved(folder, target) }]
  })
}

/** “../x” and “/xl/x” are written too. */
function resolved(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const parts: string[] = []
  for (const part of `${folder}${target}`.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

/** Of the part of this kind; transitional and strict workbooks name kinds by other addresses with the same end. */
function partOf(zip: Zip, links: readonly Link[], kind: string): string | null {
  const link = links.find(({ type }) => type.endsWith(`/${kind}`))
  if (link === undefined) return null
  if (!zip.has(link.path)) throw damaged()
  return link.path
}

export async function readBook(file: Blob, zip: Zip, path: string): Promise<Book> {
  const workbook = await wholeText(file, zip, path)
  const links = await linksOf(file, zip, path)
  const sheets = tags(workbook, 'sheet').flatMap((each, index) => {
    const link = links.find(({ id }) => id === attribute(each, '[a-z]+:id'))
    if (link === undefined) throw damaged()
    // A chart sheet is among the sheets and has no cells.
    if (!link.type.endsWith('/worksheet')) return []
    return [{ name: attribute(each, 'name') ?? `Sheet ${index + 1}`, path: link.path, isHidden: (attribute(each, 'state') ?? 'visible') !== 'visible' }]
  })
  const strings = partOf(zip, links, 'sharedStrings')
  const styles = partOf(zip, links, 'styles')
  return {
    sheets,
    strings: strings === null ? [] : await readStrings(file, zip, strings),
    ...(styles === null ? { formats: [], struck: new Set<number>() } : stylesIn(await wholeText(file, zip, styles))),
    is1904: tags(workbook, 'workbookPr').some((each) => /^(1|true)$/i.test(attribute(each, 'date1904') ?? '')),
  }
}

/** The path of the workbook in the archive, or null where there is none. */
export async function bookPath(file: Blob, zip: Zip): Promise<string | null> {
  if (zip.has('xl/workbook.xml')) return 'xl/workbook.xml'
  if (!zip.has('_rels/.rels')) return null
  const found = tags(await wholeText(file, zip, '_rels/.rels'), 'Relationship').find((each) => (attribute(each, 'Type') ?? '').endsWith('/officeDocument'))
  const path = resolved('', attribute(found ?? '', 'Target') ?? '')
  return /^xl\/.*\.xml$/.test(path) && zip.has(path) ? path : null
}

/** Excel allows 32,767. */
const mostCharacters = 1_000_000

/** The text of a cell with what is added to it; it may come in any number of parts. */
export function joinedText(before: string, more: string): string {
  if (before.length + more.length > mostCharacters)
    throw new ReadError(`A cell has more than ${formatCount(mostCharacters)} characters, the most that can be read.`)
  return before + more
}

/** Texts may be cut into runs; a reading aid (`rPh`) is not part of them. */
export function stringCollector(): { open(name: string): void; close(name: string): void; text(raw: string): void; take(): string } {
  let parts = ''
  let inText = false
  let inAid = false
  return {
    open(name) {
      if (name === 't') inText = true
      else if (name === 'rPh') inAid = true
    },
    close(name) {
      if (name === 't') inText = false
      else if (name === 'rPh') inAid = false
    },
    text(raw) {
      if (!inText || inAid) return
      parts = joinedText(parts, unescape(decodeEntities(raw)))
    },
    take() {
      const text = parts
      parts = ''
      return text
    },
  }
}

/** `_x000D_` is how a workbook writes a character that XML cannot hold. */
const unescape = (text: string) =>
  text.includes('_x') ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text

/** As many texts as the largest table that can be read usually has; more would not fit the memory either. */
const mostStrings = 2_000_000
const mostStringBytes = 256 * 1024 * 1024

async function readStrings(file: Blob, zip: Zip, path: string): Promise<string[]> {
  const strings: string[] = []
  const text = stringCollector()
  const reader = markupReader({
    open: (name) => text.open(name),
    close(name) {
      text.close(name)
      if (name !== 'si') return
      strings.push(text.take())
      if (strings.length > mostStrings)
        throw new ReadError(`The workbook has more than ${formatCount(mostStrings)} different texts, the most that can be read. Split it, or save it as CSV.`)
    },
    text: (raw) => text.text(raw),
  })
  for await (const piece of entryText(file, zip, path, { most: mostStringBytes })) reader.push(piece)
  return strings
}

function stylesIn(styles: string): Pick<Book, 'formats' | 'struck'> {
  const codes = new Map(tags(styles, 'numFmt').map((each) => [Number(attribute(each, 'numFmtId')), attribute(each, 'formatCode') ?? '']))
  const formats: NumberFormat[] = []
  const struck = new Set<number>()
  const struckFonts = new Set<number>()
  let inCells = false
  let inFonts = false
  let font = -1
  markupReader({
    open(name, attributes) {
      if (name === 'cellXfs') inCells = true
      else if (name === 'fonts') inFonts = true
      else if (name === 'font' && inFonts) font += 1
      else if (name === 'strike' && inFonts && !/^(0|false)$/.test(attribute(attributes, 'val') ?? '')) struckFonts.add(font)
      if (name !== 'xf' || !inCells) return
      if (struckFonts.has(Number(attribute(attributes, 'fontId') ?? '-1'))) struck.add(formats.length)
      const id = Number(attribute(attributes, 'numFmtId') ?? '0')
      formats.push(formatOf(id, codes.get(id)))
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
      else if (name === 'fonts') inFonts = false
    },
  }).push(styles)
  return { formats, struck }
}
