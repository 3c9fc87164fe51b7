/** Recognizes by their content the files that are no tables, whatever their name says, and tells what to do with each. */

const asCsv = 'Export the users as CSV instead.'
const asWorkbook = 'Open it, choose “Save as”, then “Excel Workbook (.xlsx)” or “CSV UTF-8”, and drop that file.'

const magic: readonly { readonly bytes: readonly number[]; readonly name: string; readonly advice: string }[] = [
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], name: 'an old Excel workbook (.xls)', advice: asWorkbook },
  // Excel 2 to 4 wrote its records into the file as they are.
  { bytes: [0x09, 0x00, 0x04, 0x00], name: 'a very old Excel workbook (.xls)', advice: asWorkbook },
  { bytes: [0x09, 0x02, 0x06, 0x00], name: 'a very old Excel workbook (.xls)', advice: asWorkbook },
  { bytes: [0x09, 0x04, 0x06, 0x00], name: 'a very old Excel workbook (.xls)', advice: asWorkbook },
  { bytes: [0x09, 0x08], name: 'an old Excel workbook (.xls)', advice: asWorkbook },
  { bytes: [0x1f, 0x8b], name: 'a gzip archive within a gzip archive', advice: 'Unpack it once and drop what is inside.' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], name: 'a zip archive', advice: 'Unpack it and drop the CSV file or the workbook inside.' },
  { bytes: [0x50, 0x4b, 0x05, 0x06], name: 'an empty zip archive', advice: asCsv },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], name: 'a Zstandard archive', advice: 'Unpack it first and drop the CSV file inside.' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], name: 'a 7-Zip archive', advice: 'Unpack it first and drop the CSV file inside.' },
  { bytes: [0x52, 0x61, 0x72, 0x21], name: 'a RAR archive', advice: 'Unpack it first and drop the CSV file inside.' },
  { bytes: [0x25, 0x50, 0x44, 0x46], name: 'a PDF', advice: asCsv },
  { bytes: [0x89, 0x50, 0x4e, 0x47], name: 'a picture', advice: asCsv },
  { bytes: [0xff, 0xd8, 0xff], name: 'a picture', advice: asCsv },
]

/** Text that is no table, by its beginning. */
const markup: readonly { readonly pattern: RegExp; readonly sentence: string }[] = [
  {
    pattern: /<\?mso-application\s+progid="Excel\.Sheet"|<(?:\w+:)?Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet/i,
    sentence: `This is an XML spreadsheet (Excel 2003). ${asWorkbook}`,
  },
  {
    pattern: /^\s*(?:<\?xml[^>]*>\s*)?<office:document\b/i,
    sentence: 'This is a flat OpenDocument file. Open it, save it as “Excel 2007–365 (.xlsx)” or as CSV, and drop that file.',
  },
  { pattern: /^\s*<\?xml\b/i, sentence: `This is an XML file, not a table. ${asCsv}` },
  { pattern: /^\s*MIME-Version:\s*1\.0\b/i, sentence: `This is a web archive (.mht), not a workbook. ${asWorkbook}` },
  {
    pattern: /^\s*\{\s*"(?:url|doc_id)"\s*:.*docs\.google\.com/is,
    sentence: 'This is a link to a Google Sheet, not the sheet. Open it, choose “Download”, then “CSV”, and drop that file.',
  },
  { pattern: /^\s*(?:\{\s*"[^"\n]*"\s*:|\[\s*\{\s*")/, sentence: `This is a JSON file, not a table. ${asCsv}` },
]

const sampled = 65_536

/** Mostly control characters, and no text in any encoding. */
function isBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, sampled)
  let controls = 0
  // By index: an iterator takes a tenth of a second for it where nothing is compiled yet.
  for (let at = 0; at < head.length; at += 1) {
    const byte = head[at] ?? 0
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) controls += 1
  }
  return controls >= 32 && controls > head.length / 10
}

/** One sentence that says why the file cannot be read, or null where it looks like text. */
export function notText(bytes: Uint8Array): string | null {
  const found = magic.find((kind) => kind.bytes.every((byte, index) => bytes[index] === byte))
  if (found !== undefined) return `This is ${found.name}, not a CSV file. ${found.advice}`
  return isBinary(bytes) ? 'This is not a text file, whatever its name says. Export the users as CSV or as an Excel workbook.' : null
}

/** The same for text, by its first characters. */
export const notTable = (head: string): string | null => markup.find(({ pattern }) => pattern.test(head))?.sentence ?? null

export const isCompound = ([a, b, c, d]: Uint8Array): boolean => a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0

/** Old Office files and protected new ones are the same kind of container; the names of its streams tell them apart. */
const streams: readonly (readonly [stream: string, sentence: string])[] = [
  [
    'EncryptedPackage',
    'The workbook is protected with a password. Open it, choose File, Info, “Protect Workbook”, “Encrypt with Password”, delete the password, save, and drop it again.',
  ],
  ['WordDocument', 'This is a Word document. Copy its table into a spreadsheet, or save it as CSV, and drop that file.'],
  ['PowerPoint Document', 'This is a PowerPoint presentation. Copy its table into a spreadsheet, or save it as CSV, and drop that file.'],
  ['Workbook', `This is an old Excel workbook (.xls). ${asWorkbook}`],
  ['Book', `This is an old Excel workbook (.xls). ${asWorkbook}`],
]
const mostSearched = 64 * 1024 * 1024

export async function compoundSentence(file: Blob): Promise<string> {
  // Stream names are UTF-16; as Latin-1 each letter is followed by a zero byte.
  const text = new TextDecoder('latin1').decode(await file.slice(0, mostSearched).arrayBuffer())
  const found = streams.find(([name]) => text.includes(`${Array.from(name, (letter) => `${letter}\0`).join('')}\0\0`))
  return found?.[1] ?? `This is an old Excel workbook (.xls) or another old Office file. ${asWorkbook}`
}
