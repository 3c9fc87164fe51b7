/** What became of the lines of a file that are not plain rows, for whoever looks at the import: the same for texts and for tables. */
import type { BodyFacts } from './body.ts'
import type { FileRecord } from './reading.ts'
import type { Structure } from './structure.ts'

/** A record is shown by its first cells. */
const asText = ({ line, cells }: Pick<FileRecord, 'line' | 'cells'>) => ({
  line,
  text: cells
    .filter((cell) => cell.trim() !== '')
    .join(' · ')
    .slice(0, 200),
})

export const readLines = ({ headerLines, above }: Structure, { below, blankRows, shortRows, heldBack, skipped, joinAt }: BodyFacts) => ({
  headerLines,
  above: above.map(asText),
  below: below.map(asText),
  blankRows,
  shortRows,
  heldBack,
  skipped,
  joinAt,
})
