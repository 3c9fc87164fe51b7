/** What stands around a value in some exports: mail programs around addresses, directories around names, spreadsheets around codes. */
import type { Field } from '../../fields/field.ts'
import { trimmed, withOrdinaryWidth, zeroWidthInLogin } from './characters.ts'

const local = String.raw`[\p{L}\p{N}!#$%&'*+/=?^_\u0060{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_\u0060{|}~-]+)*`
const label = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?`
const address = new RegExp(String.raw`^${local}@${label}(?:\.${label})+$`, 'u')
const inside = new RegExp(String.raw`${local}@${label}(?:\.${label})+`, 'gu')

/** Whether a text is one email address and nothing else. */
export const isAddress = (text: string): boolean => address.test(text)

/** A name before it, brackets, quotes, a scheme, and what separates addresses in a list. */
const wrapped = /^(?:"[^"@]*"|[^<>@"]*)\s*<\s*(?:mailto:|smtp:)?\s*([^<>\s]+)\s*>[;,.\s]*$/iu
const scheme = /^(?:mailto|smtp|sip|email|e-mail|mail)\s*:\s*/iu
const query = /\?(?:subject|cc|bcc|body)=.*$/iu
const around = /^[\s"'`«»“”„‘’<([{]+|[\s"'`«»“”„‘’>)\]},;.]+$/gu

/** The one address in a cell that holds more than it; null where there is none, or more than one. */
export function unwrappedAddress(text: string): string | null {
  const word = trimmed(withOrdinaryWidth(text).replaceAll(zeroWidthInLogin, ''))
  if ((word.match(inside) ?? []).length > 1 && !wrapped.test(word)) return null
  const core = (wrapped.exec(word)?.[1] ?? /^[^()@]+\(([^()\s]+@[^()\s]+)\)$/.exec(word)?.[1] ?? word)
    .replace(scheme, '')
    .replace(query, '')
    .replaceAll(around, '')
    .replace(scheme, '')
  const spaced = core.replaceAll(/\s*([@.])\s*/g, '$1')
  return [core, spaced].find((each) => isAddress(each)) ?? null
}

/** “CN=Keller\, Ana,OU=Sales,DC=acme” → “Keller, Ana”; null for what is no path. */
export function nameInPath(text: string): string | null {
  const word = trimmed(text)
  const match =
    /^(?:CN|UID|OU)\s*=\s*((?:\\.|[^,\\])+)(?:,\s*(?:CN|OU|DC|O|L|C|ST|UID)\s*=.*)$/i.exec(word) ?? /^(?:CN|UID)\s*=\s*((?:\\.|[^,\\])+)$/i.exec(word)
  if (match !== null) return trimmed((match[1] ?? '').replaceAll(/\\(.)/g, '$1'))
  // The canonical form of the same: acme.example/Sales/Ana Keller.
  const canonical = /^[a-z\d-]+(?:\.[a-z\d-]+)+\/(?:[^/]+\/)*([^/]+)$/i.exec(word)
  return canonical === null || word.includes('://') ? null : trimmed(canonical[1] ?? '')
}

/** The login in “ACME\\ana” and, where a username is asked for, in “ana@acme.example”; null for what names no domain. */
export function nameInDomain(text: string, isUsername: boolean): string | null {
  const word = trimmed(text)
  const before = /^[\w.-]+\\([^\\@\s]+)$/.exec(word)?.[1]
  return before ?? (isUsername && isAddress(word) ? word.slice(0, word.indexOf('@')) : null)
}

/** Whether a field asks for a user, and the text has a domain before the login. */
export const hasDomain = ({ key, rule }: Field, text: string): boolean => (key === 'username' || rule === 'person') && nameInDomain(text, false) !== null

/** “=HYPERLINK(…;"Sales")”, “="00412"”, “'00412” and “"Sales"”: what keeps a spreadsheet from changing a value, and quotes that were meant for the file. */
export function withoutFormula(text: string): string | null {
  return (
    /^=HYPERLINK\(.+[;,] ?"([^"]+)"\)$/i.exec(text)?.[1] ??
    /^=?"([^"]*)"$/.exec(text)?.[1] ??
    /^'([\d+=-].*)$/.exec(text)?.[1] ??
    /^'(\p{Lu}(?:[^' -][^']*)?)'?$/u.exec(text)?.[1] ??
    null
  )
}

const typeName =
  /^(?:System\.[\w.]+(?:\[\]|`\d\[.*\])?|Microsoft\.[\w.]+(?:\[\])?|@\{.*\}|\[object \w+\]|\{?System\.[\w.]+.*|<[\w.]+ object at 0x[\da-f]+>|com\.[\w.]+@[\da-f]+|java\.[\w.]+.*)$/is

/** Whether a text is the name of a list or an object, or its whole content, and no value of a user. */
export function isObject(text: string): boolean {
  const word = text.trim()
  return typeName.test(word) || /^\[(?:\s*|\s*[{["].*)\]$/s.test(word) || /^\{(?:\s*|\s*["'].*:.*|\s*\w+\s*[=:][^}]*)\}$/s.test(word)
}

/** The one text of a list, “["Sales"]”; null for a list of more, or of none. */
export function onlyTextIn(text: string): string | null {
  return (
    /^\[\s*(?:"([^"\\]*)"|'([^'\\]*)')\s*\]$/
      .exec(text.trim())
      ?.slice(1)
      .find((each) => each !== undefined) ?? null
  )
}

interface Numbered {
  readonly type?: unknown
  readonly number?: unknown
  readonly value?: unknown
}

/** The phone number of a list that was written as JSON, where it holds one of the wanted type or one at all; '' where it holds none. */
export function phoneInList(text: string, type: string): string | null {
  try {
    const list: unknown = JSON.parse(text)
    if (!Array.isArray(list)) return null
    const entries = list.filter((each): each is Numbered => typeof each === 'object' && each !== null)
    const numberOf = ({ number, value }: Numbered) => (typeof number === 'string' ? number : typeof value === 'string' ? value : null)
    const one = entries.find((each) => each.type === type) ?? (entries.length === 1 ? entries[0] : undefined)
    if (entries.length === 0) return ''
    return one === undefined ? null : numberOf(one)
  } catch {
    return null
  }
}
