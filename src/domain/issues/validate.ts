/** What is wrong with a row, and with rows against each other: one validator for grid, form and import. */
import { attributeNameIssue, fieldByKey } from '../fields/field-lookup.ts'
import type { Field, FieldKey } from '../fields/field.ts'
import { catalogue } from '../fields/catalogue.ts'
import { filledText, wayToClear } from '../fields/clear.ts'
import type { Cause, Issue } from '../packed/issue.ts'
import { parseCell } from '../fields/parse-cell.ts'
import type { Purpose, Row, RowKey, RowSet } from '../packed/row.ts'
import { duplicatesAmong } from './unique-rules.ts'
import { control, trimmed, withOrdinaryWidth } from './repairs/characters.ts'
import { repaired } from './repairs/repair.ts'
import { isAddress, unwrappedAddress } from './repairs/wrappings.ts'
import { dateSuspicions, suspicions, type Suspicion } from './suspect.ts'

type Found = Suspicion
const none: readonly Found[] = []
const error = (message: string, cause: Cause = 'value'): Found => ({ cause, severity: 'error', message })
const warning = (message: string, cause: Cause = 'value'): Found => ({ cause, severity: 'warning', message })

/** Without these JumpCloud creates nobody. */
export const requiredFields = catalogue.filter((field) => field.requiredToCreate)

export const emptyRow = 'The row is empty. Exclude it, or fill it in.'

/** Issues of one row by itself. */
export function validateRow(row: Row, columns: readonly FieldKey[], purpose: Purpose | null): Issue[] {
  const issues: Issue[] = []
  let filled = false
  columns.forEach((key, index) => {
    const field = fieldByKey(key)
    const text = row.cells[index] ?? ''
    if (field === undefined || text === '') return
    filled = true
    for (const found of cellIssues(field, text, purpose)) {
      const suggestion = field.secret ? null : repaired(found.cause, field, text)
      issues.push({ row: row.key, field: key, ...found, ...(suggestion === null ? {} : { suggestion }) })
    }
  })
  // A row that was added by hand is not filled in yet: the plan does not send it, and nothing is wrong with it.
  if (!filled) return row.line === null ? [] : [{ row: row.key, field: null, severity: 'error', message: emptyRow, cause: 'empty-row' }]
  if (purpose === 'create') {
    for (const field of requiredFields) {
      const index = columns.indexOf(field.key)
      if (filledText(row.cells[index]) === '')
        issues.push({
          row: row.key,
          field: field.key,
          severity: 'error',
          message: `${field.label} is missing. JumpCloud requires it for new users.`,
          cause: 'missing',
        })
    }
  }
  return issues
}

/** What is wrong with a cell that is not blank, by itself. */
export function cellIssues(field: Field, text: string, purpose: Purpose | null): readonly Found[] {
  // Of somebody who leaves, the file only says who it is: nothing else of the row is sent.
  if (purpose === 'leavers' && !field.identifies) return none
  const parsed = parseCell(field, text)
  if (parsed.kind === 'blank') return none
  if (parsed.kind === 'clear') return clearIssues(field, purpose)
  if (parsed.kind === 'invalid') return invalidIssues(field, text, parsed.message)
  const found: Found[] = []
  if (field.maximum !== undefined && text.length > field.maximum)
    found.push(error(`${field.label} has ${text.length} characters; at most ${field.maximum} are allowed.`))
  if (field.kind !== 'password' && text.search(control) !== -1) found.push(error(`${field.label} contains an invisible control character.`, 'control'))
  if (field.kind !== 'password' && text.includes('\uFFFD'))
    found.push(error(`${field.label} contains “�”, a character that could not be read. Retype the value.`))
  if (purpose === 'create' && field.key === 'id') found.push(error('New users have no JumpCloud id yet. Clear the cell, or choose to update users.'))
  if (field.key === 'state' && purpose === 'update' && parsed.value === 'STAGED')
    found.push(error('State STAGED is for new users only. Use ACTIVATED or SUSPENDED.'))
  const suspected = suspicions(field, text)
  const own = kindIssues(field, text)
  // What is known by its cause is not said a second time as a value that does not fit.
  const isExplained = suspected.some(({ severity }) => severity === 'error')
  found.push(...own.filter(({ cause }) => !(cause === 'value' && isExplained) && !suspected.some((each) => each.cause === cause)), ...suspected)
  return found
}

/** A value that its field cannot take: as damage that can be repaired, as a word that can be asked about, or as it is. */
function invalidIssues(field: Field, text: string, message: string): readonly Found[] {
  if (field.kind === 'boolean' || field.kind === 'choice') return [error(message, 'word')]
  const dates = field.kind === 'date-time' ? dateSuspicions(field, text) : []
  if (dates.length > 0) return dates
  const suspected = suspicions(field, text)
  return suspected.length === 0 ? [error(message)] : suspected.map((each) => ({ ...each, severity: 'error' as const }))
}

function clearIssues(field: Field, purpose: Purpose | null): readonly Found[] {
  const way = wayToClear(field)
  if (way.kind === 'impossible') return [error(way.reason)]
  return purpose === 'create' ? [warning(`New users have no ${field.label.toLowerCase()} to clear; the cell counts as blank.`)] : none
}

/** Identifiers are never trimmed in silence: spaces around them are an issue. */
function kindIssues(field: Field, text: string): readonly Found[] {
  if (field.kind === 'email') return emailIssues(field, text)
  const isPadded = field.kind !== 'password' && trimmed(text) !== text
  const padding = isPadded
    ? [(field.identifies || field.rule === 'person' ? error : warning)(`${field.label} begins or ends with a space: “${text}”.`, 'padding')]
    : none
  return [...padding, ...ruleIssues(field, trimmed(text)), ...(field.rule === 'person' ? personIssues(field, text) : [])]
}

/** “Ana Keller <ana@acme.example>” names a manager by the address in it. */
function personIssues({ label }: Field, text: string): readonly Found[] {
  const core = trimmed(text)
  const inside = core.includes('@') && !isAddress(core) ? unwrappedAddress(core) : null
  return inside === null ? none : [error(`${label} “${text}” has more than the address in it.`, 'wrapping')]
}

function emailIssues(field: Field, text: string): readonly Found[] {
  if (isAddress(text)) return none
  const core = trimmed(text)
  if (core !== text && isAddress(core)) return [error(`${field.label} begins or ends with a space: “${text}”.`, 'padding')]
  const inside = unwrappedAddress(text)
  if (inside !== null && inside !== withOrdinaryWidth(core)) return [error(`${field.label} “${text}” has more than the address in it.`, 'wrapping')]
  return [error(`“${text}” is not an email address. Write it as name@example.com.`)]
}

function ruleIssues(field: Field, text: string): readonly Found[] {
  if (field.rule === 'username') return usernameIssues(text)
  if (field.rule === 'object-id' && !/^[0-9a-f]{24}$/i.test(text))
    return [error(`${field.label} is “${text}”. A JumpCloud id is 24 characters, 0 to 9 and a to f.`)]
  if (field.target.kind === 'attribute') {
    const name = attributeNameIssue(field.target.name)
    return name === null ? none : [error(name)]
  }
  return none
}

/** After JumpCloud's help page "Naming convention for users" (documented); the API itself states no pattern. */
function usernameIssues(text: string): readonly Found[] {
  if (/\s/.test(text)) return [error(`The username “${text}” contains a space, which JumpCloud does not allow.`)]
  if (text.includes('@'))
    return [error(`The username “${text}” contains an @, which JumpCloud does not allow. Use the part before it.`, isAddress(text) ? 'path' : 'value')]
  const found: Found[] = []
  if (!/^[A-Za-z]/.test(text)) found.push(warning('The username should begin with a letter.'))
  if (/[^A-Za-z0-9._-]/.test(text))
    found.push(warning('The username has characters that macOS and Linux do not accept: letters, digits, dot, hyphen and underscore are safe.'))
  if (text.length > 30) found.push(warning(`The username has ${text.length} characters; macOS and Linux accept 30, Windows 20.`))
  else if (text.length > 20) found.push(warning(`The username has ${text.length} characters; Windows accepts 20.`))
  return found
}

/** Issues of every row that has any, those across rows included: no identifier may stand in two rows. */
export function validateRows(set: RowSet, purpose: Purpose | null): Map<RowKey, Issue[]> {
  const all = new Map<RowKey, Issue[]>()
  for (const row of set.rows) {
    const issues = validateRow(row, set.columns, purpose)
    if (issues.length > 0) all.set(row.key, issues)
  }
  for (const issue of duplicatesAmong(set.rows, set.columns)) {
    const list = all.get(issue.row)
    if (list === undefined) all.set(issue.row, [issue])
    else list.push(issue)
  }
  return all
}
