/** A name for each column by its header, wherever it stands. */
import { normalizeHeader } from '../fields/normalize-header.ts'

/** Without case and punctuation, and numbered where a header stands twice. */
export function headerKeys(headers: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return headers.map((header) => {
    const name = normalizeHeader(header)
    const occurrence = (seen.get(name) ?? 0) + 1
    seen.set(name, occurrence)
    return `${name} ${occurrence}`
  })
}
