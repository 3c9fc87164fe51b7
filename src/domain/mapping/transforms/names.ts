/** Splits a full name into first and last name, as its owner would: “Last, First” too, with particles, titles and suffixes. */

export interface SplitName {
  readonly first: string
  readonly last: string
}

const titles = /^(?:dr|prof|professor|mr|mrs|ms|miss|mx|herr|frau|hr|fr|m|mme|mlle|sr|sra|srta|sig|sig\.ra|dhr|mevr|pan|pani|ing|dipl|mag|rev)\.?$/i
const suffixes = /^(?:jr|sr|ii|iii|iv|phd|md|mba|esq|cpa|pe|msc|bsc|ba|ma|llm|dds|rn)$/i
const particles = new Set(
  'van von der den de del della delle di da do dos das du la le lo el al bin ibn ben ten ter te zu zur zum vom vande vander af av st st. mac ap y e'.split(' '),
)

const isSuffix = (word: string): boolean => suffixes.test(word.replaceAll(/[.,]/g, ''))

/** Chinese, Japanese and Korean names, in their own letters, begin with the family name. */
export const isFamilyFirst = (text: string): boolean => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]/u.test(text)
const isKatakana = (text: string): boolean => /\p{Script=Katakana}/u.test(text)

/** Null for what has no two parts, so that nobody can know which it is. */
export function splitName(text: string): SplitName | null {
  const name = text.normalize('NFC').trim().replaceAll(/\s+/g, ' ')
  const [beforeComma = '', ...afterComma] = name.split(/\s*[,;]\s*/)
  const rest = afterComma.filter((part) => part !== '')
  if (rest.length > 0 && !rest.every((part) => part.split(' ').every(isSuffix))) {
    const [given = '', ...more] = rest
    const first = withoutTitles(given.split(' ')).join(' ')
    const added = more.filter((part) => part.split(' ').every(isSuffix)).join(' ')
    return first === '' || beforeComma === '' ? null : { first, last: added === '' ? beforeComma : `${beforeComma} ${added}` }
  }
  const words = withoutTitles(beforeComma.split(' '))
  let end = words.length
  while (end > 2 && isSuffix(words[end - 1] ?? '')) end -= 1
  const after = [...words.slice(end), ...rest]
  const core = words.slice(0, end)
  if (core.length < 2) return null
  if (isFamilyFirst(text)) return core.length === 2 ? { first: core[1] ?? '', last: core[0] ?? '' } : null
  // A name in katakana alone may be a foreign one, which keeps its order.
  if (isKatakana(text)) return null
  const family = familyInCapitals(core)
  if (family !== null) return { ...family, last: [family.last, ...after].join(' ') }
  const begins = core.findIndex((word, at) => at > 0 && at < core.length - 1 && particles.has(word.toLowerCase()))
  const cut = begins < 0 ? core.length - 1 : begins
  return { first: core.slice(0, cut).join(' '), last: [...core.slice(cut), ...after].join(' ') }
}

/** “Keller, Dr. Ana” → “Dr. Ana Keller”; null for what has no comma, or only a suffix behind it. */
export function firstNameFirst(text: string): string | null {
  if (splitName(text) === null) return null
  const [family = '', ...parts] = text
    .trim()
    .split(/\s*[,;]\s*/)
    .filter((part) => part !== '')
  const given = parts.find((part) => !isSuffix(part))
  if (given === undefined) return null
  return [given, family, ...parts.filter((part) => part !== given)].join(' ').replaceAll(/\s+/g, ' ')
}

const isInitials = (word: string): boolean => /^(?:\p{L}\.-?)+\p{L}?$/u.test(word)
const isCapitals = (word: string): boolean => /^[\p{Lu}'’.-]{2,}$/u.test(word) && (word.match(/\p{L}/gu) ?? []).length > 1 && !isInitials(word)

/** “KELLER Ana” and “Ana van der BERG”: the family name alone is in capitals. Two letters, as in “JD Vance”, are initials, and so are “J.R.R.”. */
function familyInCapitals(words: readonly string[]): SplitName | null {
  const inCapitals = words.filter(isCapitals)
  if (inCapitals.length === words.length || !inCapitals.some((word) => word.length > 2)) return null
  const others = words.filter((word) => !isCapitals(word))
  if ([...inCapitals, ...others].join(' ') === words.join(' ')) return { first: others.join(' '), last: inCapitals.join(' ') }
  if ([...others, ...inCapitals].join(' ') !== words.join(' ')) return null
  let cut = others.length
  while (cut > 1 && particles.has((others[cut - 1] ?? '').toLowerCase())) cut -= 1
  return { first: others.slice(0, cut).join(' '), last: [...others.slice(cut), ...inCapitals].join(' ') }
}

function withoutTitles(words: readonly string[]): string[] {
  let from = 0
  // “Dr. Ana” has a title; “M Night” may have none, but nobody has only one.
  while (from < words.length - 1 && titles.test(words[from] ?? '') && ((words[from] ?? '').endsWith('.') || (words[from] ?? '').length > 1)) from += 1
  return words.slice(from)
}
