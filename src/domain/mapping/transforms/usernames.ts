/** Makes usernames from a pattern: in letters that every system takes, no longer than chosen, and none of them twice. */
import { hasLostLetters, isImprobable } from '../../fields/improbable.ts'

/** How ä, ö and ü are written: “mueller” or “muller”. */
export type Umlauts = 'two-letters' | 'one-letter'

const letters = new Map<string, string>()
const learn = (list: string) => {
  for (const pair of list.split(' ')) letters.set(pair.slice(0, 1), pair.slice(1))
}
learn('ßss øo łl æae œoe đd ðd þth ıi ħh ŋn ŧt ĸk ŀl ſs əe')
learn(
  'аa бb вv гg дd еe ёe жzh зz иi йi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu яya іi їyi єye ґg ўu јj љlj њnj ђdj ћc џdz ѓg ќk ѕdz',
)
learn('αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo')
const german: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' }
/** The Nordic letter has one letter in ASCII, whatever is chosen for the others. */
const nordic: Readonly<Record<string, string>> = { å: 'a' }

/** Lower-case letters of ASCII, as near as letters can be; what has none is dropped. */
export function inAscii(text: string, umlauts: Umlauts = 'two-letters'): string {
  const known = Array.from(
    text.normalize('NFC').toLowerCase().replaceAll(/ο[υύ]/g, 'ou'),
    (char) => (umlauts === 'two-letters' ? german[char] : undefined) ?? nordic[char] ?? letters.get(char) ?? char,
  )
  return Array.from(known.join('').normalize('NFKD').replaceAll(/\p{M}/gu, ''), (char) => letters.get(char) ?? char)
    .join('')
    .replaceAll(/[^\u0020-\u007E]/g, '')
}

/** What a username is made of. */
export interface NameParts {
  readonly first: string
  readonly last: string
  readonly email: string
  readonly employee: string
}

export interface UsernameRule {
  /** Such as `{first}.{last}`; of several with a bar between them, the first whose parts are all there. */
  readonly pattern: string
  readonly maximum: number
  readonly umlauts: Umlauts
}

export const usernamePatterns: readonly { readonly pattern: string; readonly example: string }[] = [
  { pattern: '{first}.{last}', example: 'ana.keller' },
  { pattern: '{f}{last}', example: 'akeller' },
  { pattern: '{first}{l}', example: 'anak' },
  { pattern: '{f}.{last}', example: 'a.keller' },
  { pattern: '{first}', example: 'ana' },
  { pattern: '{last}.{first}', example: 'keller.ana' },
  { pattern: '{last}{f}', example: 'kellera' },
  { pattern: '{email}', example: 'the part of the email before @' },
]

const slug = (text: string, umlauts: Umlauts): string => inAscii(text, umlauts).replaceAll(/[^a-z\d._-]/g, '')

/** An address that is wrapped, damaged or not one at all has no part that a username could be. */
const plainAddress = /^([^\s@<>()[\]:;,"]+)@[^\s@<>()[\]:;,"]+$/

/** Text in a wrong encoding has letters that are not there: what is made of it would look right and be wrong. */
const sound = (text: string): string =>
  isImprobable(text) || hasLostLetters(text) || text.includes('\uFFFD') || /[\u00C2\u00C3][\u0080-\u00BF]/.test(text) ? '' : text

/** The first of several given names counts; a last name of several words is one. */
const partsFor = ({ first, last, email, employee }: NameParts, umlauts: Umlauts): Readonly<Record<string, string>> => {
  const given = slug(sound(first).trim().split(/\s+/)[0] ?? '', umlauts)
  const family = slug(sound(last).replaceAll(/\s+(?:jr|sr|ii|iii|iv)\.?$/gi, ''), umlauts)
  return {
    first: given,
    last: family,
    f: given.slice(0, 1),
    l: family.slice(0, 1),
    email: slug((plainAddress.exec(email.trim())?.[1] ?? '').replace(/\+.*$/, ''), umlauts),
    employee: slug(employee, umlauts),
  }
}

/** The username of a row, or null where something that the pattern needs is missing. */
export function usernameFor(parts: NameParts, rule: UsernameRule): string | null {
  const by = partsFor(parts, rule.umlauts)
  for (const pattern of rule.pattern.split('|')) {
    const name = nameBy(pattern, by, rule)
    if (name !== null) return name
  }
  return null
}

function nameBy(pattern: string, by: Readonly<Record<string, string>>, { maximum, umlauts }: UsernameRule): string | null {
  let isWhole = true
  const made = pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const part = by[name] ?? ''
    if (part === '') isWhole = false
    return part
  })
  // A username begins with a letter, and ends with none of the signs between its parts.
  const name = slug(made, umlauts)
    .replace(/^[^a-z]+/, '')
    .slice(0, maximum)
    .replace(/[._-]+$/, '')
  return isWhole && name !== '' ? name : null
}

/** A username that is not taken: numbered from 2 on, within the same length. */
export function freeName(name: string, maximum: number, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name
  for (let number = 2; ; number += 1) {
    const next = `${name.slice(0, maximum - String(number).length).replace(/[._-]+$/, '')}${number}`
    if (!isTaken(next)) return next
  }
}
