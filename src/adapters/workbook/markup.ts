/** Walks tags and text of XML, or of the HTML that spreadsheets put on the clipboard, piece by piece; it judges nothing and runs nothing. */
import { formatCount } from '#domain/count.ts'
import { ReadError } from '#domain/file/reading.ts'

export interface MarkupEvents {
  /** `attributes` is the raw text between the name and the closing bracket. An empty element is opened and closed. */
  open(name: string, attributes: string): void
  close(name: string): void
  /** Undecoded text between tags. */
  text?(raw: string): void
}

/** A tag, a comment or a text of more characters is no part of a table. */
const mostUnfinished = 1_000_000
/** Tags that hold no text: four columns that are formatted down to the last row have as many, or fifty columns of a hundred thousand rows. */
const mostIdleTags = 5_000_000
const tagsOfText = 6

/**
 * Names lose their prefix: `x:row` is `row`. Comments, declarations and processing instructions are skipped. Throws `ReadError` where a tag, a comment or
 * a text does not end.
 */
export function markupReader(events: MarkupEvents): { push(piece: string): void } {
  let rest = ''
  let idleTags = 0
  return {
    push(piece) {
      const all = rest === '' ? piece : rest + piece
      let at = 0
      for (;;) {
        const start = tagStart(all, at)
        if (start === -1) break
        const end = tagEnd(all, start)
        // Text before an unfinished tag waits with it: a piece may end anywhere.
        if (end === -1) break
        if (start > at) {
          events.text?.(all.slice(at, start))
          if (all.charCodeAt(at) > space) idleTags = Math.max(0, idleTags - tagsOfText)
        }
        if (all.charCodeAt(start + 1) === exclamation && all.startsWith('<![CDATA[', start))
          events.text?.(all.slice(start + 9, end - 2).replaceAll('&', '&amp;'))
        else tag(all, start, end)
        at = end + 1
        idleTags += 1
        if (idleTags > mostIdleTags)
          throw new ReadError(
            `The file has more than ${formatCount(mostIdleTags)} tags without a text. Remove the formatting of blank cells, or save it as CSV.`,
          )
      }
      rest = all.slice(at)
      // A whole document in one piece may be longer; what is left over of it is not.
      if (rest.length > mostUnfinished)
        throw new ReadError('A tag, a comment or a text in the file does not end. Open the file, save it again, and drop that one.')
    },
  }

  function tag(all: string, start: number, end: number) {
    const first = all.charCodeAt(start + 1)
    if (first === exclamation || first === question) return
    if (first === 47) {
      events.close(localName(all.slice(start + 2, end).trim()))
      return
    }
    const isEmpty = all.charCodeAt(end - 1) === 47
    const inside = all.slice(start + 1, isEmpty ? end - 1 : end)
    const gap = gapIn(inside)
    const name = localName(gap === -1 ? inside : inside.slice(0, gap))
    events.open(name, gap === -1 ? '' : inside.slice(gap))
    if (isEmpty) events.close(name)
  }
}

const space = 32
const exclamation = 33
const question = 63

/** Where the name ends; a tag without attributes is all name. */
function gapIn(inside: string): number {
  for (let at = 0; at < inside.length; at += 1) if (inside.charCodeAt(at) <= space) return at
  return -1
}

/** A letter, or one of / ! ? _ */
const beginsTag = (unit: number): boolean =>
  (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122) || unit === 47 || unit === 33 || unit === 63 || unit === 95

/** A “<” that begins no tag is a letter, as in “a < b”. */
function tagStart(all: string, from: number): number {
  for (let at = all.indexOf('<', from); at !== -1; at = all.indexOf('<', at + 1)) {
    if (at + 1 >= all.length || beginsTag(all.charCodeAt(at + 1))) return at
  }
  return -1
}

function tagEnd(all: string, start: number): number {
  const second = all.charCodeAt(start + 1)
  if (second !== exclamation) return all.indexOf('>', start + 1)
  if (all.startsWith('<!--', start)) return endOf(all, '-->', start + 4)
  if (all.startsWith('<![CDATA[', start)) return endOf(all, ']]>', start + 9)
  // Too short yet to tell which of them it is.
  if (all.length - start < 9 && ('<!--'.startsWith(all.slice(start)) || '<![CDATA['.startsWith(all.slice(start)))) return -1
  return endOf(all, '>', start + 2)
}

function endOf(all: string, closing: string, from: number): number {
  const end = all.indexOf(closing, from)
  return end === -1 ? -1 : end + closing.length - 1
}

const localName = (name: string) => {
  const colon = name.indexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}

/** Made once a name: it is asked for in every row. */
const byName = new Map<string, RegExp>()

function expressionFor(name: string): RegExp {
  const known = byName.get(name) ?? new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i')
  byName.set(name, known)
  return known
}

/** An attribute by its full name, or null. */
export function attribute(attributes: string, name: string): string | null {
  if (attributes === '') return null
  const found = expressionFor(name).exec(attributes)
  return found === null ? null : decodeEntities(found[1] ?? found[2] ?? found[3] ?? '')
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0' }

export function decodeEntities(raw: string): string {
  if (!raw.includes('&')) return raw
  return raw.replaceAll(/&(#x[0-9a-f]+|#\d+|[a-z]+);/gi, (whole, entity: string) => {
    if (!entity.startsWith('#')) return Object.hasOwn(named, entity) ? (named[entity] ?? whole) : whole
    const code = entity[1]?.toLowerCase() === 'x' ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1))
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
