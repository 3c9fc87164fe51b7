/** The whole reading of a file's bytes, the same in the worker and in tests. */
import { decodeText } from './decode-text.ts'
import { notText } from './file-kind.ts'
import { CsvError, parseCsv, type ReadTable } from './parse-csv.ts'

export interface ReadFile extends ReadTable {
  readonly encoding: string
}

export function readBytes(bytes: Uint8Array): ReadFile {
  const refusal = notText(bytes)
  if (refusal !== null) throw new CsvError(refusal)
  const { text, encoding, note } = decodeText(bytes)
  const read = parseCsv(text)
  return { ...read, encoding, notes: note === null ? read.notes : [note, ...read.notes] }
}
