/** Reads the text of a cell as its field means it. */
import type { Field } from './field.ts'
import { isClear } from './clear.ts'

export type ParsedCell =
  | { readonly kind: 'blank' }
  /** To be emptied in JumpCloud, on the administrator's command. */
  | { readonly kind: 'clear' }
  | { readonly kind: 'value'; readonly value: string | number | boolean }
  | { readonly kind: 'invalid'; readonly message: string }

// $true and $false are how PowerShell writes them.
const yes = new Set(['true', '$true', 'yes', 'y', '1', 'on'])
const no = new Set(['false', '$false', 'no', 'n', '0', 'off'])
const blank: ParsedCell = { kind: 'blank' }
const clear: ParsedCell = { kind: 'clear' }
const invalid = (message: string): ParsedCell => ({ kind: 'invalid', message })
const value = (of: string | number | boolean): ParsedCell => ({ kind: 'value', value: of })

const limits: Partial<Record<Field['rule'], readonly [number, number]>> = { days: [1, 365], 'unix-id': [1, 4_294_967_295] }

/** '' is blank; a cell of spaces only is blank for every kind but a password, which is never trimmed. */
export function parseCell(field: Field, text: string): ParsedCell {
  if (isClear(text)) return clear
  if (text === '' || (field.kind !== 'password' && text.trim() === '')) return blank
  switch (field.kind) {
    case 'boolean': {
      const word = text.trim().toLowerCase()
      if (yes.has(word)) return value(true)
      return no.has(word) ? value(false) : invalid(`${field.label} is “${text}”. Enter true or false (yes, no, 1 and 0 work too).`)
    }
    case 'integer':
      return parseInteger(field, text)
    case 'choice': {
      const all = [...new Set([...(field.choices?.create ?? []), ...(field.choices?.update ?? [])])]
      const found = all.find((choice) => choice.toLowerCase() === text.trim().toLowerCase())
      return found === undefined ? invalid(`${field.label} is “${text}”. It must be one of ${all.join(', ')}.`) : value(found)
    }
    case 'date-time':
      return parseDateTime(field, text)
    case 'text':
    case 'email':
    case 'id':
    case 'password':
      return value(text)
  }
}

function parseInteger(field: Field, text: string): ParsedCell {
  const [least, most] = limits[field.rule] ?? [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]
  const digits = text.trim()
  const number = Number(digits)
  if (!/^-?\d{1,15}$/.test(digits) || number < least || number > most)
    return invalid(`${field.label} is “${text}”. It must be a whole number from ${least} to ${most}.`)
  return value(number)
}

/** An ISO 8601 date, or date and time; sent as it is written. */
function parseDateTime(field: Field, text: string): ParsedCell {
  const word = text.trim()
  const match = /^(\d{4})-(\d{2})-(\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(word)
  if (match === null || Number.isNaN(Date.parse(word)) || !dayExists(Number(match[1]), Number(match[2]), Number(match[3])))
    return invalid(`${field.label} is “${text}”. Enter a date such as 2026-12-31 or 2026-12-31T18:00:00Z.`)
  return value(word)
}

const dayExists = (year: number, month: number, day: number): boolean => day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
