/** Whether values could be passwords: decides what is not written down while nobody has said what a column is. */
import type { FieldKey } from './field.ts'
import { fieldByKey } from './field-lookup.ts'

const isEmail = /^[^\s@<>]*@[^\s@]+\.[^\s@]+$/
const isDate = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ].*)?$/
const isNumber = /^[-+]?[\d.,/()+-]+%?$/
const isId = /^(\{?[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}\}?|[0-9a-f]{24}|[0-9a-f]{32})$/i
const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i
const isWord = /^\p{Lu}?\p{Ll}+$|^\p{Lu}+$/u

const shortest = 6
const longest = 128

const classesOf = (value: string): number => [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter((each) => each.test(value)).length

/** A single token of letters with digits or signs that is nothing else. */
export function couldBePassword(value: string): boolean {
  if (value.length < shortest || value.length > longest || /\s/.test(value)) return false
  return ![isWord, isNumber, isDate, isEmail, isId, isAddress].some((each) => each.test(value))
}

/** As administrators make them: at least eight characters of three kinds. */
export const looksLikePassword = (value: string): boolean => value.length >= 8 && couldBePassword(value) && classesOf(value) >= 3

/** Fields whose values are tokens with signs themselves. */
const ownForm: ReadonlySet<FieldKey> = new Set(['username', 'externalDn', 'externalSourceType'])
export const hasOwnForm = (field: FieldKey): boolean => ownForm.has(field) || ['email', 'id', 'boolean', 'date-time'].includes(fieldByKey(field)?.kind ?? '')

/** Whether enough of the values that are filled are like that. */
export function areMany(values: readonly string[], test: (value: string) => boolean, share: number): boolean {
  const filled = values.map((value) => value.trim()).filter((value) => value !== '')
  return filled.length > 0 && filled.filter((value) => test(value)).length >= filled.length * share
}
