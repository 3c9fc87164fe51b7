/** What the sheets of a workbook share: their names and places, the strings, and the formats of numbers. */
import { attribute, decodeEntities, markupReader } from './markup.ts'
import { formatOf, type NumberFormat } from './number-text.ts'
import { entryText, wholeText, type Zip } from './zip.ts'

export interface Book {
  readonly sheets: readonly { readonly name: string; readonly path: string; readonly isHidden: boolean }[]
  readonly strings: readonly string[]
  /** Format of a cell, by its style. */
  readonly formats: readonly NumberFormat[]
  readonly is1904: boolean
}

const tags = (xml: string, name: string): string[] => {
  const found: string[] = []
  markupReader({ open: (tag, attributes) => tag === name && found.push(attributes), close: () => undefined }).push(xml)
  return found
}

export async function readBook(file: Blob, zip: Zip): Promise<Book> {
  const workbook = await wholeText(file, zip, 'xl/workbook.xml')
  const links = new Map(
    zip.has('xl/_rels/workbook.xml.rels')
      ? tags(await wholeText(file, zip, 'xl/_rels/workbook.xml.rels'), 'Relationship').map((each) => [
          attribute(each, 'Id') ?? '',
          attribute(each, 'Target') ?? '',
        ])
      : [],
  )
  const sheets = tags(workbook, 'sheet').map((each, index) => {
    const target = links.get(attribute(each, '[a-z]+:id') ?? '') ?? `worksheets/sheet${index + 1}.xml`
    return {
      name: attribute(each, 'name') ?? `Sheet ${index + 1}`,
      path: target.startsWith('/') ? target.slice(1) : `xl/${target}`,
      isHidden: (attribute(each, 'state') ?? 'visible') !== 'visible',
    }
  })
  return {
    // A chart sheet stands among the sheets and has no cells.
    sheets: sheets.filter(({ path }) => path.includes('worksheets/')),
    strings: zip.has('xl/sharedStrings.xml') ? await readStrings(file, zip) : [],
    formats: zip.has('xl/styles.xml') ? formatsIn(await wholeText(file, zip, 'xl/styles.xml')) : [],
    is1904: tags(workbook, 'workbookPr').some((each) => /^(1|true)$/i.test(attribute(each, 'date1904') ?? '')),
  }
}

/** Texts may be cut into runs; what stands in a reading aid (`rPh`) is not part of them. */
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
      if (inText && !inAid) parts += unescape(decodeEntities(raw))
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

async function readStrings(file: Blob, zip: Zip): Promise<string[]> {
  const strings: string[] = []
  const text = stringCollector()
  const reader = markupReader({
    open: (name) => text.open(name),
    close(name) {
      text.close(name)
      if (name === 'si') strings.push(text.take())
    },
    text: (raw) => text.text(raw),
  })
  for await (const piece of entryText(file, zip, 'xl/sharedStrings.xml')) reader.push(piece)
  return strings
}

function formatsIn(styles: string): NumberFormat[] {
  const codes = new Map(tags(styles, 'numFmt').map((each) => [Number(attribute(each, 'numFmtId')), attribute(each, 'formatCode') ?? '']))
  const formats: NumberFormat[] = []
  let inCells = false
  markupReader({
    open(name, attributes) {
      if (name === 'cellXfs') inCells = true
      if (name !== 'xf' || !inCells) return
      const id = Number(attribute(attributes, 'numFmtId') ?? '0')
      formats.push(formatOf(id, codes.get(id)))
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  }).push(styles)
  return formats
}
