/** Takes a file, or a stored draft, to rows off the main thread: read, packed, mapped, checked and stored here, handed over in blocks. */
import { readLog, settledNow } from '#domain/rows/edit-log.ts'
import { rowKey } from '#domain/rows/packed-rows.ts'
import { nothingSettled, type Settled } from '#domain/rows/do-edit.ts'
import { mapTable } from '#domain/table/apply-mapping.ts'
import { guessMapping } from '#domain/table/mapping.ts'
import { cellsAt, makePacker, type PackedBlock, type PackedTable } from '#domain/table/packed-table.ts'
import { ReadError } from '#domain/table/reading.ts'
import { readTable } from '../csv/read-table.ts'
import { getDraft, putDraft } from '../storage/drafts.ts'
import { faultOf, plainFault } from '../storage/faults.ts'
import { rememberedMapping } from '../storage/mappings.ts'
import { checkTable } from './check-table.ts'
import type { FromWorker, NewDraft, ToWorker } from './protocol.ts'

const post = (message: FromWorker) => self.postMessage(message)
const sampleRows = 50

async function read({ file, choices, draft }: ToWorker & { kind: 'read' }): Promise<void> {
  let headers: readonly string[] = []
  let blocks: PackedBlock[] = []
  let packer = makePacker(0, () => undefined)
  let rowCount = 0
  const source = await readTable(
    file,
    choices,
    {
      begin(found) {
        headers = found
        blocks = []
        rowCount = 0
        packer = makePacker(found.length, (block) => {
          blocks.push(block)
          post({ kind: 'block', block })
        })
        post({ kind: 'begin', headers })
      },
      rows(found, lines) {
        rowCount += found.length
        for (let at = 0; at < found.length; at += 1) packer.add(found[at] ?? [], lines[at] ?? 0)
      },
    },
    { onProgress: (progress) => post({ kind: 'progress', ...progress }) },
  )
  packer.finish()
  const table: PackedTable = { headers, rowCount, blocks }
  const sample = Array.from({ length: Math.min(sampleRows, rowCount) }, (_, row) => cellsAt(table, row))
  const remembered = draft === null ? null : await rememberedMapping(draft.world, headers).catch(() => null)
  const mapping = remembered ?? guessMapping(headers, sample)
  // Rows that the reader holds back are left out of the job until somebody takes them in.
  const settled: Settled = { ...nothingSettled, mapping, excluded: source.heldBack.map(({ row }) => rowKey(row + 1)) }
  post({ kind: 'read', source, settled })
  if (draft === null) return
  post({ kind: 'checked', checked: checkTable(mapTable(table, mapping).table, null) })
  await store(draft, table, source, settled)
}

async function store(draft: NewDraft, table: PackedTable, source: Awaited<ReturnType<typeof readTable>>, settled: Settled): Promise<void> {
  const { headers, rowCount } = table
  try {
    await putDraft({ ...draft, updatedAt: draft.createdAt, headers, rowCount, hasRows: false, source }, table, settled, [{ kind: 'settled', settled }])
    post({ kind: 'stored' })
  } catch (error) {
    post({ kind: 'not-stored', fault: plainFault(error) })
  }
}

async function open({ id }: ToWorker & { kind: 'open' }): Promise<void> {
  const found = await getDraft(id)
  if (found === null) {
    post({ kind: 'missing' })
    return
  }
  const { header, table, records, missing } = found
  post({ kind: 'begin', headers: table.headers })
  for (const block of table.blocks) post({ kind: 'block', block })
  post({ kind: 'opened', header, records, missing })
  const { appliedMapping, purpose } = settledNow(readLog(records))
  if (appliedMapping !== null) post({ kind: 'checked', checked: checkTable(mapTable(table, appliedMapping).table, purpose) })
}

function run(job: ToWorker): Promise<void> {
  switch (job.kind) {
    case 'read':
      return read(job)
    case 'open':
      return open(job)
    case 'check':
      post({ kind: 'checked', checked: checkTable(job.table, job.purpose) })
      return Promise.resolve()
  }
}

const sentenceFor = (job: ToWorker, error: unknown): string => {
  if (error instanceof ReadError) return error.message
  return job.kind === 'open' ? faultOf(error).message : 'The file could not be read: it may have been moved, changed or deleted meanwhile. Choose it again.'
}

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  run(data).catch((error: unknown) => post({ kind: 'failed', message: sentenceFor(data, error) }))
})
