/** What a job keeps of its draft: the rows that it does not send, and the file's own columns, so that it can be exported once the draft is gone. */
import { noUnsentRows, type UnsentRows } from '#domain/jobs/unsent.ts'
import { packedColumnReader, sourceRowHeader, type SourceCells } from '#domain/jobs/source-cells.ts'
import { forgetConnection, openDatabase } from './database.ts'
import { cellsFrom } from './stored-cells.ts'

/** Every column of a draft or a job, all numbers. */
const columnsOf = (id: string) => IDBKeyRange.bound([id, -Infinity], [id, Infinity])

export async function putSource(jobId: string, { headers, unsent }: { readonly headers: readonly string[]; readonly unsent: UnsentRows }): Promise<void> {
  try {
    await (await openDatabase()).put('sources', { jobId, headers, unsent })
  } catch (error) {
    forgetConnection()
    throw error
  }
}

/** Copies the columns of the draft as they lie on disk; columns with secrets have no record there. */
export async function copyColumns(draft: string, jobId: string): Promise<void> {
  const transaction = (await openDatabase()).transaction('columns', 'readwrite')
  for (const key of await transaction.store.getAllKeys(columnsOf(draft))) {
    const found = await transaction.store.get(key)
    if (found !== undefined) await transaction.store.put({ ...found, draft: jobId })
  }
  await transaction.done
}

export async function getUnsent(jobId: string): Promise<UnsentRows> {
  return (await (await openDatabase()).get('sources', jobId))?.unsent ?? noUnsentRows
}

/** The file's columns as they were read, or null where nothing is kept of them. Secret columns are missing. */
export async function getSourceCells(jobId: string): Promise<SourceCells | null> {
  const database = await openDatabase()
  const headers = (await database.get('sources', jobId))?.headers ?? []
  const found = await database.getAll('columns', columnsOf(jobId))
  const columns = found.flatMap((each) => ('cells' in each ? [{ header: headers[each.column] ?? '', column: each.column, blocks: cellsFrom(each.cells) }] : []))
  const own = columns.filter(({ header }) => header !== sourceRowHeader)
  if (own.length === 0) return null
  own.sort((a, b) => a.column - b.column)
  const rowCount = found.reduce((sum, each) => sum + ('lines' in each ? each.lines.reduce((lines, block) => lines + block.length, 0) : 0), 0)
  return packedColumnReader(own, rowCount)
}
