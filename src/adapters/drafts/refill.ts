/** Takes secrets again from the file of a draft, once every other cell has shown that it is that file. */
import { textColumn, type PackedTable, type TextColumn } from '#domain/packed/packed-table.ts'
import { ReadError } from '#domain/file/reading.ts'
import type { DraftDependencies } from './dependencies.ts'
import type { OpenDraft } from './draft-model.ts'

/** The table with the columns filled, or a sentence that says why not. */
export async function refilled(
  draft: OpenDraft,
  columns: readonly number[],
  file: File,
  readFile: DraftDependencies['readFile'],
): Promise<PackedTable | string> {
  let fresh: PackedTable
  try {
    fresh = (await readFile(file, { choices: draft.source.choices })).table
  } catch (error) {
    return error instanceof ReadError ? error.message : String(error)
  }
  const { table } = draft
  if (fresh.headers.join('\n') !== table.headers.join('\n') || fresh.rowCount !== table.rowCount)
    return `${file.name} is not the file of this draft: its columns or its number of rows differ. Choose ${draft.name} as it was.`
  const differs = firstDifference(table, fresh, new Set(columns))
  if (differs !== null)
    return `${file.name} has changed since: “${differs.header}” is not the same from line ${differs.line} on. Choose ${draft.name} as it was, so that no password reaches the wrong user.`
  return {
    ...table,
    blocks: table.blocks.map(({ lines, columns: packed }, index) => ({
      lines,
      columns: packed.map((each, column) => (columns.includes(column) ? (fresh.blocks[index]?.columns[column] ?? null) : each)),
    })),
  }
}

/** Blocks of the same file are the same texts, so a hundred thousand rows are compared in a moment. */
function firstDifference(before: PackedTable, after: PackedTable, missing: ReadonlySet<number>): { header: string; line: number } | null {
  for (const [index, block] of before.blocks.entries()) {
    for (const [column, packed] of block.columns.entries()) {
      const fresh = after.blocks[index]?.columns[column]
      // A column that is blank in the draft may be another secret one, which was not stored either.
      if (missing.has(column) || packed === null) continue
      if (fresh == null || !areSame(textColumn(packed), textColumn(fresh))) return { header: before.headers[column] ?? '', line: block.lines[0] ?? 0 }
    }
  }
  return null
}

const areSame = (a: TextColumn, b: TextColumn) => a.text === b.text && a.offsets.every((end, at) => end === b.offsets[at])
