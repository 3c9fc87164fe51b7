/** Columns that say what to do with a row, and the rows that say to remove a user: bulk jobs cannot, so they are never sent unseen. */
import type { BlockedLine } from '../file/reading.ts'
import { soundsSecret } from '../fields/secret-header.ts'
import { readDate } from './transforms/dates.ts'
import { cellIn, lineAt, blockRows, type PackedBlock, type PackedTable } from '../packed/packed-table.ts'
import { fold, tokensOf } from './header-tokens.ts'
import type { ColumnMapping } from './model.ts'

const set = (words: string) => new Set(words.split('|'))

/** Words for the end of an employment or an account, folded. */
const leaving = set(
  'delete|deleted|del|d|remove|removed|rem|drop|purge|terminate|terminated|termination|term|terminating|leaver|left|leaving|exit|exited|inactive|inactivated|deactivate|deactivated|disable|disabled|offboard|offboarded|offboarding|resigned|resign|dismissed|former|former employee|ex-employee|archived|archive|expired|retired|deceased|suspend|suspended|revoke|revoked|deprovision|deprovisioned|separated|ausgeschieden|austritt|ausgetreten|geloscht|loschen|inaktiv|gekundigt|deaktiviert|deaktivieren|gesperrt|sperren|ehemalig|supprimer|supprime|inactif|inactive|parti|sorti|desactive|desactiver|depart|baja|inactivo|inactiva|eliminar|eliminado|borrar|desactivado|cesado|inattivo|inattiva|cessato|cessata|dimesso|eliminare|eliminato|disattivato|inativo|inativa|desligado|demitido|excluir|desativado|verwijderen|verwijderd|inactief|uit dienst|ontslagen|vertrokken|usun|usuniety|nieaktywny|nieaktywna|zwolniony|odszedl|退職|退社|離職|离职|離職|删除|削除|停用|ended|closed|beendet|kundigung|slutat|avslutad|sluttet|fratradt|opsagt|ophort|irtisanottu|ayrildi|isten ayrildi|pasif|ukoncen|ukoncena|neaktivni|propusten|уволен|уволена|неактивен|неактивна|удалить|заблокирован|заблокирована',
)
/** Words of the other things such a column says. */
const staying = set(
  'create|created|add|added|new|hire|hired|hiring|new hire|rehire|joiner|starter|onboard|onboarding|update|updated|change|changed|modify|modified|mod|edit|mover|transfer|promotion|active|activated|activate|enabled|enable|keep|none|no change|unchanged|ok|current|employed|on leave|leave of absence|pending|staged|invited|aktiv|neu|anlegen|andern|actif|active|activo|activa|alta|attivo|attiva|ativo|ativa|actief|in dienst|aktywny|aktywna|nowy|在職|在职|u|c|a|i|running|anstalld|ansat|ansatt|calisiyor|aktif|aktivni|zamestnan|активен|активна|работает|принят|принята|+|~|=|*|-',
)
const creating = set('create|created|add|added|new|hire|hired|hiring|new hire|joiner|starter|onboard|onboarding|neu|anlegen|alta|nowy|c|a|i')
const updating = set('update|updated|change|changed|modify|modified|mod|edit|mover|transfer|promotion|andern|u')
const yes = set('true|yes|y|1|x|ja|oui|si|sim|tak|wahr|vrai|$true|✓')
const no = set('false|no|n|0|nein|non|nie|nee|nao|falsch|faux|$false')

const actionTokens = set(
  'operation|action|actions|status|change|task|command|event|lifecycle|instruction|todo|aktion|vorgang|massnahme|accion|azione|acao|actie|akcja|operacja|operacion|operazione|estado|situacao|statut|stato|stan|ステータス|状态|操作|在籍区分|статус|состояние|деиствие|stav|akce|durum|tila|tilstand|tillstand|op|ops|crud|mutation|mutatie|movement|movimiento|movimento|mouvement',
)
/** "Terminated: yes" and "Active: no". */
const leavingFlags =
  /^((is|has|user|account|employee|employment|login)\s*)*(terminated|termination|leaver|delete|deleted|remove|inactive|disabled|offboard(ed)?|left|resigned|block sign ?in|block(ed)? credential|sign ?in blocked|blocked|suspended|archived)\b/i
const activeFlags =
  /^((is|has|user|account|employee|employment|login)\s*)*(active|enabled|account\s*enabled|employed|aktiv|actif|activo|attivo|ativo|actief|aktywny|(can\s*)?(sign|log)[-\s]*in(\s*(allowed|enabled))?)\s*\??$|^((is|has|user|account|employee|employment|login)\s*)*(active|enabled|account\s*enabled|employed|aktiv|actif|activo|attivo|ativo|actief|aktywny)\b/i

export interface ActionColumn {
  readonly column: number
  readonly header: string
  /** “Terminated”, “yes” below “Left”, or the day on which it ends. */
  readonly kind: 'words' | 'flags' | 'dates'
  /** Whether it is mapped to State, so that an included row gets the state that its value says. */
  readonly isState: boolean
  /** Whether a value of this column says that the user goes. */
  readonly saysLeave: (text: string) => boolean
  /** Whether a value says that the user stays, which a draft for leavers would not follow. */
  readonly saysStay: (text: string) => boolean
}

/** Days on which an employment ends, by the words of a header. */
const endDates =
  /terminat|last (working )?day|(leav(e|ing)|leaver|exit|offboarding|separation|departure|resignation|dismissal) date|austrittsdatum|letzter (arbeits)?tag|kundigung|vertragsende|beschaftigungsende|(employment|contract|assignment) end|end of (employment|contract)|(datum|konec) (ukonceni|pracovniho)|slutdatum|fratrædelsesdato|дата увольнения|fecha (de )?(fin|cese)|date (de )?fin|data (di )?fine|date de (sortie|depart)|fecha de (baja|salida)|data (de desligamento|cessazione)|datum uit dienst|data zwolnienia/

const clean = (text: string): string => fold(text).trim().replaceAll(/\s+/g, ' ')
/** “Leaver - 30 Nov” says leaver, and adds something. */
const headOf = (word: string): string => /^(.+?)\s*(?:[-–:(,;]\s.*|\(.*)$/.exec(word)?.[1] ?? word
const isIn = (words: ReadonlySet<string>, text: string): boolean => words.has(clean(text)) || words.has(headOf(clean(text)))
/** Words that say it also among others: “Involuntary termination”. */
const endings = set(
  'termination|terminated|terminate|resignation|resigned|dismissal|dismissed|retirement|retired|leaver|offboarding|offboarded|layoff|redundancy|separation|deceased|kundigung|gekundigt|austritt|ausgeschieden|licenciement|demission|despido|dimissioni|licenziamento|demissao',
)
/** What takes the word behind it back, and what takes back the one before it: “Dismissed without notice” and “Termination - no rehire” still say it. */
const denials = set('not|no|non|nicht|kein|keine|never|without')
const retractions = set('rescinded|withdrawn|cancelled|canceled|denied')
const mostSaid = 5
function isLeaving(text: string): boolean {
  if (isIn(leaving, text)) return true
  const words = clean(text).split(/[^\p{L}]+/u)
  const at = words.findIndex((word) => endings.has(word))
  return at >= 0 && words.length <= mostSaid && !words.slice(0, at).some((word) => denials.has(word)) && !words.some((word) => retractions.has(word))
}

/** A disabled account of Active Directory, whose flags are one number. */
const accountDisabled = 2
const isDisabled = (text: string): boolean => /^\d{1,9}$/.test(text.trim()) && (Number(text) & accountDisabled) !== 0

/** Whether a date is over, whichever way round it is read; null for what is none. */
function isOver(text: string, today: string): boolean | null {
  const read = readDate(text)
  if (read.kind === 'iso') return text.trim().slice(0, 10) < today
  if (read.kind === 'day' || read.kind === 'serial') return read.iso.slice(0, 10) < today
  return read.kind === 'two-ways' ? read.dayFirst < today && read.monthFirst < today : null
}
/** Whether a text is a word of action columns. */
export const saysWhatToDo = (text: string): boolean => isIn(leaving, text) || isIn(staying, text)

/** What a word of an action column asks for, where it is one of the two that Rollcall does. */
export const asksFor = (text: string): 'create' | 'update' | null => (isIn(creating, text) ? 'create' : isIn(updating, text) ? 'update' : null)

const mostWords = 40

const isFree = ({ target }: ColumnMapping) => target.kind === 'unmapped' || target.kind === 'ignored'
const isState = ({ target }: ColumnMapping) => target.kind === 'field' && target.field === 'state'
const dayOf = () => new Date().toISOString().slice(0, 10)

/** Columns that no field takes and that say what to do. A column that is a field is followed as that field. */
export const actionColumns = (table: PackedTable, mapping: readonly ColumnMapping[], today = dayOf()): ActionColumn[] =>
  mapping.filter(isFree).flatMap((each) => readAction(table, each, today) ?? [])

/** The column that was mapped to State, where its values say who leaves. */
export const stateColumns = (table: PackedTable, mapping: readonly ColumnMapping[], today = dayOf()): ActionColumn[] =>
  mapping.filter(isState).flatMap((each) => readAction(table, each, today) ?? [])

/** Columns about whose rows the administrator is asked: whoever maps one to State after its leavers were excluded still decides about them. */
export function askedColumns(table: PackedTable, mapping: readonly ColumnMapping[], heldBack: readonly BlockedLine[]): ActionColumn[] {
  const held = new Set(heldBack.map(({ row }) => row))
  const wasHeld = (action: ActionColumn) => held.size > 0 && leavingRows(table, [action]).some(({ row }) => held.has(row))
  return [...actionColumns(table, mapping), ...stateColumns(table, mapping).filter(wasHeld)].sort((a, b) => a.column - b.column)
}

function readAction({ blocks }: PackedTable, mapped: ColumnMapping, today: string): ActionColumn | null {
  const { column, header } = mapped
  if (soundsSecret(header)) return null
  const made = (kind: ActionColumn['kind'], saysLeave: ActionColumn['saysLeave'], saysStay: ActionColumn['saysStay']): ActionColumn => ({
    column,
    header,
    kind,
    isState: isState(mapped),
    saysLeave,
    saysStay,
  })
  if (endDates.test(clean(header)) && hasDates(blocks[0], column, today))
    return made(
      'dates',
      (text) => isOver(text, today) === true,
      (text) => isOver(text, today) === false,
    )
  if (/^useraccountcontrol$/i.test(header.trim())) return made('flags', isDisabled, (text) => /\d/.test(text) && !isDisabled(text))
  const words = wordsOf(blocks.slice(0, 1), column)
  if (words === null) return null
  const bare = header.trim().replaceAll(/([\p{Ll}])(\p{Lu})/gu, '$1 $2')
  const isFlagged = [...words].every((word) => yes.has(word) || no.has(word))
  const [saysYes, saysNo] = [(text: string) => yes.has(clean(text)), (text: string) => no.has(clean(text))]
  if (isFlagged && leavingFlags.test(bare)) return made('flags', saysYes, saysNo)
  if (isFlagged && activeFlags.test(bare)) return made('flags', saysNo, saysYes)
  const isNamed = tokensOf(header).some((token) => actionTokens.has(token))
  const isSaid = [...words].every((word) => isIn(leaving, word) || isIn(staying, word)) && [...words].some((word) => word.length > 1)
  if (!isNamed && !isSaid) return null
  // Beside a plus, a minus takes away; alone it is a word for nothing.
  const isSigned = words.has('+') && words.has('-')
  return made(
    'words',
    (text) => isLeaving(text) || (isSigned && text.trim() === '-'),
    (text) => text.trim() !== '-' && isIn(staying, text),
  )
}

/** Whether every value is a date. */
function hasDates(block: PackedBlock | undefined, column: number, today: string): boolean {
  const packed = block?.columns[column]
  if (block === undefined || packed == null) return false
  const texts = block.lines.length === 0 ? [] : Array.from({ length: block.lines.length }, (_, at) => cellIn(packed, at)).filter((text) => text.trim() !== '')
  return texts.length > 0 && texts.every((text) => isOver(text, today) !== null)
}

/** The distinct words of a column, or null where there are none or too many for a word that says what to do. */
function wordsOf(blocks: PackedTable['blocks'], column: number): Set<string> | null {
  const words = new Set<string>()
  for (const block of blocks) {
    const packed = block.columns[column]
    if (packed == null) continue
    for (let at = 0; at < block.lines.length; at += 1) {
      const word = clean(cellIn(packed, at))
      if (word !== '') words.add(word)
      if (words.size > mostWords) return null
    }
  }
  return words.size === 0 ? null : words
}

const asksToDelete = /delet|remov|l(?:ö|oe)sch|entfern|supprim|effac|elimin|borrar|apagar|verwijder|usu[nń]/i

const whyExcluded = (header: string, value: string): string =>
  `“${header}” says “${value}”, so the row is excluded${asksToDelete.test(value) ? ': bulk jobs cannot delete users' : ' as that of a user who leaves'}. Suspend the user in a draft for leavers, or include the row.`

/** The rows that say that a user goes, each with its reason. */
export function leavingRows(table: PackedTable, columns: readonly ActionColumn[]): BlockedLine[] {
  const rows = new Map<number, BlockedLine>()
  for (const { column, header, saysLeave } of columns)
    table.blocks.forEach((block, index) => {
      const packed = block.columns[column]
      if (packed == null) return
      // A column of few values is asked once a value.
      const known = packed.indices === undefined ? null : packed.values.map(saysLeave)
      for (let at = 0; at < block.lines.length; at += 1) {
        const says = known === null || packed.indices === undefined ? saysLeave(cellIn(packed, at)) : known[packed.indices[at] ?? -1] === true
        const row = index * blockRows + at
        if (!says || rows.has(row)) continue
        rows.set(row, {
          row,
          line: lineAt(table, row) ?? row + 1,
          message: whyExcluded(header, cellIn(packed, at).trim()),
        })
      }
    })
  return [...rows.values()].sort((a, b) => a.row - b.row)
}

export interface ValueCount {
  readonly value: string
  readonly rows: readonly number[]
}

const mostValues = 200

/** The values of a column as written, the most frequent first, each with the places of its rows; null where there are too many. */
export function valuesOf(table: PackedTable, column: number): ValueCount[] | null {
  const found = new Map<string, number[]>()
  for (let index = 0; index < table.blocks.length; index += 1) {
    const block = table.blocks[index]
    if (block === undefined) continue
    const packed = block.columns[column]
    for (let at = 0; at < block.lines.length; at += 1) {
      const value = packed == null ? '' : cellIn(packed, at).trim()
      const rows = found.get(value)
      if (rows !== undefined) rows.push(index * blockRows + at)
      else if (found.size >= mostValues) return null
      else found.set(value, [index * blockRows + at])
    }
  }
  return [...found].map(([value, rows]) => ({ value, rows })).sort((a, b) => b.rows.length - a.rows.length)
}

/** The values of a column with those together that differ in case only; each is called by its most frequent spelling. */
export function alikeValues(values: readonly ValueCount[]): ValueCount[] {
  const found = new Map<string, { readonly value: string; readonly rows: number[] }>()
  for (const { value, rows } of values) {
    const known = found.get(value.toLowerCase())
    if (known === undefined) found.set(value.toLowerCase(), { value, rows: [...rows] })
    else known.rows.push(...rows)
  }
  return [...found.values()].map(({ value, rows }) => ({ value, rows: rows.toSorted((a, b) => a - b) })).toSorted((a, b) => b.rows.length - a.rows.length)
}
