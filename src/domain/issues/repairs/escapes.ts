/** Characters that a program wrote as codes: of web addresses (%C3%BC), of source texts (\u00FC) and of mail headers (=?utf-8?Q?…?=). */
import type { Field } from '../../fields/field.ts'
import { hasDomain } from './wrappings.ts'

/** Null where the bytes are no text. */
function fromBytes(percents: string): string | null {
  try {
    return decodeURIComponent(percents)
  } catch {
    return null
  }
}

const percent = /(?:%[\dA-F]{2})+/gi
/** An address on the web keeps its codes, also without its scheme, and “50% of 20%” has none. */
const isEncoded = (text: string): boolean => !/[\s/]/.test(text)
/** “C:\x64” and “\\srv\u1234” are folders. */
const isFolder = (text: string): boolean => /^\s*(?:[A-Z]:\\|%\w+%\\|\\\\)/i.test(text)

/** A letter has no digit behind it: “CORP\u123456” is a login. */
const source = /\\u\{?([\dA-F]{4})\}?(?!\d)|\\x([\dA-F]{2})(?!\d)/gi
const header = /=\?utf-?8\?([QB])\?([^?\s]*)\?=/gi

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Base64 as the percents of its bytes. */
function percentsOf(base64: string): string {
  const bits = Array.from(base64.replaceAll('=', ''), (char) => alphabet.indexOf(char).toString(2).padStart(6, '0')).join('')
  return (bits.match(/.{8}/g) ?? []).map((byte) => `%${Number.parseInt(byte, 2).toString(16).padStart(2, '0')}`).join('')
}

/** Nothing that a decoded value may bring: marks that nobody sees, and halves of pairs. */
// oxlint-disable-next-line no-control-regex
const refused = /[\u0000-\u001F\u007F-\u009F\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uD800-\uDFFF]/

const decoded = (whole: string, text: string | null): string => (text === null || refused.test(text) ? whole : text)

/** The text with its characters; what is no code stays. Before a login a backslash ends its domain. */
export function withoutEscapes(text: string, field: Field): string {
  let now = text
  if (now.includes('%') && isEncoded(now)) now = now.replaceAll(percent, (codes) => decoded(codes, fromBytes(codes)))
  if (now.includes('\\') && !isFolder(now) && !hasDomain(field, now))
    now = now.replaceAll(source, (code, long?: string, short?: string) => decoded(code, String.fromCharCode(Number.parseInt(long ?? short ?? '', 16))))
  if (now.includes('=?'))
    now = now.replaceAll(header, (word, kind: string, body: string) =>
      decoded(word, fromBytes(kind.toUpperCase() === 'B' ? percentsOf(body) : body.replaceAll('%', '%25').replaceAll('_', ' ').replaceAll('=', '%'))),
    )
  return now
}
