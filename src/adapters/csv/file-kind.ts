/** Recognises by their first bytes the files that are no text, whatever their name says. */

const magic: readonly { readonly bytes: readonly number[]; readonly name: string; readonly advice: string }[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    name: 'an Excel workbook or another zip archive',
    advice: 'Open it, choose “Save as”, then “CSV UTF-8”, and drop that file.',
  },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], name: 'an old Excel workbook', advice: 'Open it, choose “Save as”, then “CSV UTF-8”, and drop that file.' },
  { bytes: [0x1f, 0x8b], name: 'a gzip archive', advice: 'Unpack it first and drop the CSV file inside.' },
  { bytes: [0x25, 0x50, 0x44, 0x46], name: 'a PDF', advice: 'Export the people as CSV instead.' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], name: 'a picture', advice: 'Export the people as CSV instead.' },
  { bytes: [0xff, 0xd8, 0xff], name: 'a picture', advice: 'Export the people as CSV instead.' },
]

/** One sentence that says why the file cannot be read, or null where it looks like text. */
export function notText(bytes: Uint8Array): string | null {
  const found = magic.find((kind) => kind.bytes.every((byte, index) => bytes[index] === byte))
  return found === undefined ? null : `This is ${found.name}, not a CSV file. ${found.advice}`
}
