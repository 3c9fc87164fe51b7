/** The report of a job for a change ticket: one page of HTML that needs nothing else, and a table with every user. */
import { counted, formatCount } from '../count.ts'
import { hasFileLines } from '../draft/origin.ts'
import { fieldByKey } from '../fields/field-lookup.ts'
import type { RowKey } from '../packed/row.ts'
import type { Change } from '../plan/plan-model.ts'
import { actionWords } from '../plan/actions.ts'
import { summarizeBatch } from './batch-summary.ts'
import type { AllCounts } from './job-counts.ts'
import { countsShown, nameOfUser, stateShown, type JobUser } from './job-users.ts'
import type { Job } from './ledger-model.ts'
import { describeState, shownStates } from './row-states.ts'

export interface ReportInput {
  readonly job: Job
  readonly users: readonly JobUser[]
  readonly counts: AllCounts
  readonly changesOf: (key: RowKey) => readonly Change[]
  /** As typed by the administrator. */
  readonly preparedBy: string
  readonly ticket: string
  readonly region: string
  readonly file: { readonly name: string; readonly sha256: string } | null
  readonly writtenAt: number
  readonly formatTime: (at: number) => string
}

/** The page holds so many users; the table holds all. */
export const mostOnPage = 1_000

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '')

const label = (key: string): string => fieldByKey(key)?.label ?? key
const isSecret = (key: string): boolean => fieldByKey(key)?.secret === true

function changeWords({ field, before, after, clears }: Change): string {
  if (isSecret(field)) return `${label(field)}: set`
  const to = clears === true ? 'cleared' : after
  return before === '' ? `${label(field)}: ${to}` : `${label(field)}: ${before} → ${to}`
}

/** What is said once about the whole job, in the order of the page. */
function summaryOf({ job, counts, users, preparedBy, ticket, region, file, writtenAt, formatTime }: ReportInput): readonly (readonly [string, string])[] {
  const shown = countsShown(counts, users)
  const states = shownStates.filter((state) => shown[state] > 0).map((state) => `${describeState(state).label}: ${formatCount(shown[state])}`)
  const hasFile = job.origin === undefined || hasFileLines(job.origin)
  return [
    ['Prepared by', preparedBy],
    ['Ticket', ticket],
    ['Report written', formatTime(writtenAt)],
    ['Job', job.name],
    ['Job in Rollcall', job.id],
    ['Submitted', formatTime(job.createdAt)],
    ['Organization', `${job.organizationName} (${job.tenant.organizationId})`],
    ['Region', region],
    ['File', hasFile ? (file?.name ?? job.name) : 'None'],
    ['File SHA-256', hasFile ? (file?.sha256 ?? 'Not known') : ''],
    ['Options', (job.facts?.options ?? []).join('; ')],
    ['Transforms and repairs', (job.facts?.repairs ?? []).join('; ') || 'None'],
    ['Counts', states.join('; ')],
    ['JumpCloud job ids', job.batches.flatMap(({ jobId }) => jobId ?? []).join(', ') || 'None'],
  ]
}

const style = `:root{color-scheme:light}body{font:14px/1.5 system-ui,sans-serif;margin:24px auto;max-width:1100px;padding:0 16px;color:#1b1f27}
h1{font-size:22px;margin:0 0 4px}h2{font-size:16px;margin:24px 0 8px}table{border-collapse:collapse;width:100%;font-size:12px}
th,td{border:1px solid #c9ced6;padding:4px 8px;text-align:left;vertical-align:top;overflow-wrap:break-word}th{background:#f1f3f6}
dl{display:grid;grid-template-columns:190px 1fr;gap:4px 12px;margin:0}dt{color:#555d6b}dd{margin:0;overflow-wrap:anywhere}
.state{white-space:nowrap;font-weight:600}thead{display:table-header-group}tr{break-inside:avoid}@media print{body{margin:0;max-width:none}}`

const table = (headers: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${headers.map((header) => `<th scope="col">${escapeHtml(header)}</th>`).join('')}</tr></thead><tbody>${rows
    .map((cells) => `<tr>${cells.map((cell) => `<td>${escapeHtml(cell).replaceAll('\n', '<br>')}</td>`).join('')}</tr>`)
    .join('\n')}</tbody></table>`

/** Opens from disk, loads nothing, runs nothing; every value is escaped. */
export function reportHtml(input: ReportInput): string {
  const { job, users, formatTime } = input
  const shown = users.slice(0, mostOnPage)
  const rest = users.length - shown.length
  const requests = job.batches.map((batch, at) => [
    String(at + 1),
    batch.method === 'POST' ? 'Create' : 'Update',
    formatCount(batch.rows.length),
    summarizeBatch(batch).label,
    batch.jobId ?? batch.reason ?? '',
    batch.sentAt === null ? '' : formatTime(batch.sentAt),
  ])
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(`Job report: ${job.name}`)}</title><style>${style}</style></head><body>
<h1>${escapeHtml(`Job report: ${job.name}`)}</h1>
<dl>${summaryOf(input)
    .filter(([, text]) => text !== '')
    .map(([term, text]) => `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(text)}</dd>`)
    .join('\n')}</dl>
<h2>Requests</h2>
${table(['#', 'Action', 'Users', 'Outcome', 'JumpCloud job id', 'Sent'], requests)}
<h2>${escapeHtml(counted(users.length, 'user'))}</h2>
${rest > 0 ? `<p>The first ${formatCount(shown.length)} users. The CSV file of this report has all ${formatCount(users.length)}.</p>` : ''}
${table(
  ['Line', 'User', 'Email', 'Action', 'Outcome', 'Changes', 'Message'],
  shown.map((user) => [
    user.line === null ? '' : String(user.line),
    nameOfUser(user),
    user.email,
    actionOf(user),
    describeState(stateShown(user)).label,
    changesText(input, user, '\n'),
    messageOf(user),
  ]),
)}
</body></html>
`
}

const actionOf = ({ action }: JobUser): string => (action === null ? 'Not sent' : actionWords[action].verb)
const messageOf = ({ message, evidence }: JobUser): string => [message, evidence].filter((text) => text !== '').join(' · ')
const changesText = ({ changesOf }: ReportInput, { key }: JobUser, separator: string): string => changesOf(key).map(changeWords).join(separator)

/** Every user, and what the page says once in columns of their own, so that the table stands alone. */
export function reportTable(input: ReportInput): { readonly headers: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const summary = summaryOf(input)
  const repeated = summary.map(([, text]) => text)
  return {
    headers: ['Line', 'Username', 'Email', 'User id', 'Action', 'Outcome', 'Changes', 'Message', 'JumpCloud job id', ...summary.map(([term]) => term)],
    rows: input.users.map((user) => [
      user.line === null ? '' : String(user.line),
      user.username,
      user.email,
      user.userId ?? '',
      actionOf(user),
      describeState(stateShown(user)).label,
      changesText(input, user, '; '),
      messageOf(user),
      user.batch?.jobId ?? '',
      ...repeated,
    ]),
  }
}
