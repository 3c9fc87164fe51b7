/** Takes a file, or a stored draft, to rows off the main thread: read, packed, mapped, checked and stored here, handed over in blocks. */
import { readLog, snapshotNow } from '#domain/draft/edit-log.ts'
import { fromFile } from '#domain/draft/origin.ts'
import { blockedRows } from '#domain/draft/blocked.ts'
import { materialize, emptySnapshot, type Snapshot } from '#domain/draft/apply-edit.ts'
import { actionColumns, leavingRows } from '#domain/mapping/action-columns.ts'
import { applyMapping, hasParts, mapTable } from '#domain/mapping/apply.ts'
import type { ColumnMapping, Remembered } from '#domain/mapping/model.ts'
import type { DirectoryValues } from '#domain/mapping/directory-values.ts'
import { guessMapping } from '#domain/mapping/guess.ts'
import { cellsAt, type PackedBlock, type PackedTable } from '#domain/packed/packed-table.ts'
import { inOneBuffer, makePacker, type BlockBytes } from '#domain/packed/column-bytes.ts'
import { RowList } from '#domain/packed/row-list.ts'
import { limits } from '#domain/file/body.ts'
import { ReadError } from '#domain/file/reading.ts'
import { readTable } from '../csv/read-table.ts'
import { openDatabase } from '../storage/database.ts'
import { getDraft, putDraft } from '../storage/drafts.ts'
import { faultOf, plainFault } from '../storage/faults.ts'
import { rememberedHeaders } from '../storage/recipes.ts'
import { unstoredColumns } from '../storage/secrets.ts'
import { blockBytes, packedBlock } from '../storage/packed-bytes.ts'
import { checkAlong, type AlongMessage } from './check-along.ts'
import { checkTable } from './check-table.ts'
import { movedTable } from './moved-table.ts'
import type { CheckedRows, FromWorker, NewDraft, ToWorker } from './protocol.ts'
import { rehearse } from './rehearse.ts'

const post = (message: FromWorker, handedOver: readonly ArrayBuffer[] = []) => self.postMessage(message, { transfer: [...handedOver] })
/** Writes what was read; told to when nothing more urgent is on the way. */
let storeDraft: () => Promise<void> = () => Promise.resolve()

/** What was found is handed over as it is: a copy of it would be made while the page waits. */
const sendChecked = (checked: CheckedRows) => post({ kind: 'checked', checked }, memoryOf(checked))

function memoryOf({ state }: CheckedRows): ArrayBuffer[] {
  const parts = [
    ...state.own.map(({ rows }) => rows),
    ...state.unique.flatMap(({ index: { heads, next, hashes, duplicates, nearDuplicates } }) => [heads, next, hashes, duplicates, nearDuplicates]),
  ]
  return parts.flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : []))
}

/** Looks at the rows of the draft that was opened; told to when they are drawn, for the same reason. */
let checkOpened: () => void = () => undefined

const sampleRows = 50

/** What another worker looks at while this one reads. */
const sendAlong = (checker: MessagePort | null) => (message: AlongMessage) => checker?.postMessage(message)

/** Page and workers look at the same memory where the browser shares it; a copy is made where not. */
const newBuffer = (bytes: number): ArrayBufferLike => (typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes))

/** The page draws what it is told, on a processor that reading needs. */
const progressMs = 300

function nowAndThen<T>(send: (value: T) => void): (value: T) => void {
  let last = -progressMs
  return (value) => {
    const now = performance.now()
    if (now - last < progressMs) return
    last = now
    send(value)
  }
}

async function read({ file, choices, draft, checker, directory }: ToWorker & { kind: 'read' }): Promise<void> {
  // What was remembered is asked for once the headers are known, and the other worker waits for it.
  if (draft !== null) void openDatabase().catch(() => undefined)
  const along = sendAlong(checker)
  let headers: readonly string[] = []
  let blocks: PackedBlock[] = []
  let packer = makePacker(0, () => undefined)
  let rowCount = 0
  let remembered: Before = Promise.resolve(new Map())
  let mapping: Promise<readonly ColumnMapping[]> | null = null
  let bytesRead = 0
  /** A little more than the beginning of the file lets expect, so that it seldom falls short. */
  const expectedRows = () => Math.min(limits.rows, Math.ceil((rowCount * file.size * 1.05) / Math.max(bytesRead, 1)))
  const firstRows = () => Array.from({ length: Math.min(sampleRows, blocks[0]?.lines.length ?? 0) }, (_, row) => cellsAt({ headers, rowCount, blocks }, row))
  const keep = (block: BlockBytes) => {
    blocks.push(packedBlock(block))
    post({ kind: 'block', block })
    along({ kind: 'block', block })
    if (blocks.length > 1) return
    const begun = blocks
    const rows = expectedRows()
    mapping = mappingFor(remembered, directory, headers, firstRows())
    void mapping.then((found) => blocks === begun && !hasParts(found) && along({ kind: 'mapping', mapping: found, rows }))
  }
  const sendProgress = nowAndThen((progress: { bytes: number; rows: number }) => post({ kind: 'progress', ...progress }))
  const readAs = await readTable(
    file,
    choices,
    {
      begin(found) {
        headers = found
        if (draft !== null) remembered = rememberedHeaders(draft.tenant, headers).catch(() => new Map())
        blocks = []
        rowCount = 0
        packer = makePacker(found.length, keep, newBuffer)
        post({ kind: 'begin', headers })
        along({ kind: 'begin', headers })
      },
      rows(found, lines) {
        rowCount += found.length
        packer.add(found, lines)
      },
      plain(found, count, firstLine) {
        rowCount += count
        packer.addPlain(found, count, firstLine)
      },
    },
    {
      onProgress(progress) {
        bytesRead = progress.bytes
        sendProgress(progress)
      },
    },
  )
  packer.finish()
  post({ kind: 'progress', bytes: file.size, rows: rowCount })
  const table: PackedTable = { headers, rowCount, blocks }
  const guessed = [...(await ((mapping as Promise<readonly ColumnMapping[]> | null) ?? mappingFor(remembered, directory, headers, [])))]
  // A row that says “delete” is nobody to create or update until the administrator has said so.
  const blockedLines = new Set(readAs.heldBack.map(({ row }) => row))
  const leaving = leavingRows(table, actionColumns(table, guessed)).filter(({ row }) => !blockedLines.has(row))
  const source = leaving.length === 0 ? readAs : { ...readAs, heldBack: [...readAs.heldBack, ...leaving] }
  // Rows that the reader blocks are excluded from the job until the administrator includes them.
  const settled: Snapshot = { ...emptySnapshot, mapping: guessed, excluded: [...blockedRows(source.heldBack).keys()] }
  post({ kind: 'read', source, settled })
  if (draft === null) return
  storeDraft = () => store(draft, table, source, settled)
  if (checker !== null && rowCount > 0 && !hasParts(guessed)) along({ kind: 'end' })
  else sendChecked(checkTable(mapTable(table, guessed).table, null))
}

type Before = Promise<ReadonlyMap<string, Remembered>>

const mappingFor = async (remembered: Before, directory: DirectoryValues | null, headers: readonly string[], sample: readonly (readonly string[])[]) =>
  guessMapping(headers, sample, { remembered: await remembered, directory })

async function store(draft: NewDraft, table: PackedTable, source: Awaited<ReturnType<typeof readTable>>, settled: Snapshot): Promise<void> {
  const { headers, rowCount } = table
  try {
    const header = { ...draft, updatedAt: draft.createdAt, headers, rowCount, hasRows: false, source, origin: fromFile }
    await putDraft(header, table, unstoredColumns(table, settled), [{ kind: 'settled', settled }])
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
  for (const block of table.blocks) post({ kind: 'block', block: inOneBuffer(blockBytes(block), newBuffer) })
  post({ kind: 'opened', header, records, missing })
  const settled = snapshotNow(readLog(records))
  if (settled.appliedMapping === null) return
  checkOpened = () => {
    // As the page has them: changes of many cells included, edits by hand not.
    const { rows } = materialize({ ...settled, cells: [] }, (mapping) => applyMapping(table, mapping).rows)
    const made = rows === null ? null : RowList.of(rows.rows).table
    if (rows !== null && made !== null) sendChecked(checkTable({ ...made, headers: rows.columns }, settled.purpose))
  }
}

function run(job: ToWorker): Promise<void> {
  switch (job.kind) {
    case 'read':
      return read(job)
    case 'store':
      return storeDraft()
    case 'open':
      return open(job)
    case 'check-opened':
      return Promise.resolve().then(checkOpened)
    case 'check': {
      const { headers, rowCount, blocks } = job
      sendChecked(checkTable({ headers, rowCount, blocks: blocks.map(packedBlock) }, job.purpose))
      return Promise.resolve()
    }
    case 'map': {
      const { headers, rowCount, blocks, mapping } = job
      const table = { headers, rowCount, blocks: blocks.map(packedBlock) }
      post({ kind: 'mapped', table: movedTable(mapTable(table, mapping), table, newBuffer) })
      return Promise.resolve()
    }
    case 'check-along': {
      const onMessage = checkAlong(sendChecked)
      job.reader.addEventListener('message', ({ data }: MessageEvent<AlongMessage>) => onMessage(data))
      job.reader.start()
      return Promise.resolve()
    }
  }
}

const sentenceFor = (job: ToWorker, error: unknown): string => {
  if (error instanceof ReadError) return error.message
  return job.kind === 'open' ? faultOf(error).message : 'The file could not be read: it may have been moved, changed or deleted meanwhile. Choose it again.'
}

/** Whoever opens a file does not wait for it: it ends with the first message. */
const rehearsal = new AbortController()
const rehearsalMs = 300
setTimeout(() => void rehearse(rehearsal.signal).catch(() => undefined), rehearsalMs)

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  rehearsal.abort()
  run(data).catch((error: unknown) => post({ kind: 'failed', message: sentenceFor(data, error) }))
})
