/** Recognizes by their first bytes the files that are no text, whatever their name says. */

const magic: readonly { readonly bytes: readonly number[]; readonly name: string; readonly advice: string }[] = [
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    name: 'an old Excel workbook',
    advice: 'Open it, choose “Save as”, then “Excel Workbook (.xlsx)” or “CSV UTF-8”, and drop that file.',
  },
  { bytes: [0x1f, 0x8b], name: 'a gzip archive within a gzip archive', advice: 'Unpack it once and drop what is inside.' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], name: 'a zip archive', advice: 'Unpack it and drop the CSV file or the workbook inside.' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], name: 'a Zstandard archive', advice: 'Unpack it first and drop the CSV file inside.' },
  { bytes: [0x25, 0x50, 0x44, 0x46], name: 'a PDF', advice: 'Export the users as CSV instead.' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], name: 'a picture', advice: 'Export the users as CSV instead.' },
  { bytes: [0xff, 0xd8, 0xff], name: 'a picture', advice: 'Export the users as CSV instead.' },
]

const looked = 65_536

/** Mostly control characters, and no text in any encoding. */
function isBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, looked)
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
