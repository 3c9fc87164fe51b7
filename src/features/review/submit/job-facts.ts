/** What a job remembers of the draft that it comes from: the rows that it does not send, and how the file became rows. */
import { counted } from '#domain/count.ts'
import type { BulkChange } from '#domain/draft/bulk.ts'
import { isClear } from '#domain/fields/clear.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { JobFacts, UnsentRow, UnsentRows } from '#domain/jobs/unsent.ts'
import type { LeftOutKind } from '#domain/plan/left-out.ts'
import type { Plan, PlanItem } from '#domain/plan/plan.ts'
import type { Row, RowSet } from '#domain/packed/row.ts'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import { fieldLabel } from '#workbench/user/field-label.ts'

const unsentKinds: Readonly<Partial<Record<PlanItem['kind'], LeftOutKind>>> = { blocked: 'blocked', excluded: 'excluded', unchanged: 'unchanged', sent: 'sent' }

/** Values go along only where they are needed to fix the row; secrets never do. */
export function unsentRows(plan: Plan, set: RowSet): UnsentRows {
  const secrets = set.columns.map((key) => fieldByKey(key)?.secret === true)
  const rows = new Map(set.rows.map((row) => [row.key, row]))
  return {
    columns: set.columns,
    rows: plan.items.flatMap((item): UnsentRow[] => {
      const kind = unsentKinds[item.kind]
      const row = rows.get(item.row)
      if (kind === undefined || row === undefined) return []
      return [
        {
          ...namesOf(row, set),
          kind,
          reasons: reasonsOf(item),
          cells: kind === 'unchanged' || kind === 'sent' ? [] : row.cells.map((cell, at) => (secrets[at] === true ? '' : cell)),
        },
      ]
    }),
  }
}

function namesOf({ key, line, cells }: Row, { columns }: RowSet): Pick<UnsentRow, 'key' | 'line' | 'username' | 'email'> {
  const cell = (field: string) => {
    const text = cells[columns.indexOf(field)] ?? ''
    return isClear(text) ? '' : text.trim()
  }
  return { key, line, username: cell('username'), email: cell('email') }
}

function reasonsOf(item: PlanItem): readonly string[] {
  switch (item.kind) {
    case 'blocked':
      return item.reasons
    case 'excluded':
      return [item.reason]
    case 'unchanged':
      return ['The directory already has every value.']
    case 'sent':
      return ['An earlier job or a retry draft has this row.']
    case 'create':
    case 'update':
      return []
  }
}

interface Options {
  readonly suppressEmail: boolean
  readonly canary: number
  readonly bulk: readonly BulkChange[]
}

export function jobFacts(draft: OpenDraft, options: Options): JobFacts {
  return { draft: draft.id, options: optionSentences(draft, options), repairs: [...repairSentences(draft), ...bulkSentences(options.bulk)] }
}

function optionSentences({ matchBy, isComplete }: OpenDraft, { suppressEmail, canary }: Omit<Options, 'bulk'>): string[] {
  return [
    `Match by: ${matchBy === 'auto' ? 'first available of ID, username, email, employee ID' : fieldLabel(matchBy)}`,
    canary > 0 ? `Pilot batch: ${counted(canary, 'user')}` : 'Pilot batch: off',
    suppressEmail ? 'JumpCloud does not email the job results' : 'JumpCloud emails the job results',
    ...(isComplete ? ['The file is a full list of users'] : []),
  ]
}

/** What was done and to how many cells; never a value. */
const bulkSentences = (bulk: readonly BulkChange[]): string[] =>
  bulk.map(({ title, columns }) => `${title}: ${columns.map(({ field, rows }) => `${counted(rows.length, 'cell')} of ${fieldLabel(field)}`).join(', ')}`)

function repairSentences({ source, mapping }: OpenDraft): string[] {
  const ignored = mapping.filter(({ target }) => target.kind === 'ignored' || target.kind === 'unmapped' || target.kind === 'not-sent')
  return [
    ...source.notes,
    ...(source.blankRows > 0 ? [`${counted(source.blankRows, 'blank row')} skipped`] : []),
    ...(source.shortRows > 0 ? [`${counted(source.shortRows, 'row')} with fewer values than the header`] : []),
    ...(ignored.length > 0 ? [`${counted(ignored.length, 'column')} not sent: ${ignored.map(({ header }) => header).join(', ')}`] : []),
  ]
}
