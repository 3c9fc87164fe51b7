/** Upper and lower case of names: what a system that only knows capitals has made of them, written as their owners would. */

const particles = new Set([
  'van',
  'von',
  'der',
  'den',
  'de',
  'del',
  'della',
  'di',
  'da',
  'dos',
  'das',
  'du',
  'la',
  'le',
  'el',
  'al',
  'bin',
  'ibn',
  'ten',
  'ter',
  'zu',
  'zur',
  'vom',
  'af',
  'av',
  'y',
  'e',
])
const numerals = /^(?:II|III|IV|VI|VII|VIII)$/

const capitalized = (word: string): string => {
  const [first = '', ...rest] = Array.from(word.toLocaleLowerCase('en'))
  return first.toLocaleUpperCase('en') + rest.join('')
}

/** One word, which may have a prefix: “O’BRIEN”, “D'ANGELO”, “MCDONALD”. */
function nameWord(word: string): string {
  if (numerals.test(word)) return word
  const irish = /^(O|D|L|N)(['’])(.+)$/iu.exec(word)
  if (irish !== null) return `${(irish[1] ?? '').toUpperCase()}${irish[2] ?? ''}${capitalized(irish[3] ?? '')}`
  const scottish = /^(mc)(.{3,})$/iu.exec(word)
  if (scottish !== null) return `Mc${capitalized(scottish[2] ?? '')}`
  return capitalized(word)
}

/** “ANNA-MARIA VAN DER BERG” → “Anna-Maria van der Berg”. */
export function nameCase(text: string): string {
  const parts = text.split(/([\s-]+)/)
  const words = parts.filter((part) => /\S/.test(part) && !/^[\s-]+$/.test(part))
  let at = -1
  return parts
    .map((part) => {
      if (/^[\s-]*$/.test(part)) return part
      at += 1
      // A particle stands before a name, never at the end.
      return particles.has(part.toLowerCase()) && at < words.length - 1 && words.length > 1 && part.length > 1 ? part.toLowerCase() : nameWord(part)
    })
    .join('')
}

/** Three letters or more, all of them capitals; two are initials in a first name, and a name in a last name. */
export function isAllCapitals(text: string, least: number): boolean {
  if (text === text.toLowerCase() || text !== text.toUpperCase()) return false
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  return letters >= least && !/[^\p{L}\p{M}\s'’.-]/u.test(text) && !numerals.test(text.trim())
}

export type LetterCase = 'upper' | 'lower' | 'name' | 'sentence'

export const letterCases: Readonly<Record<LetterCase, (text: string) => string>> = {
  upper: (text) => text.toUpperCase(),
  lower: (text) => text.toLowerCase(),
  name: nameCase,
  sentence: (text) => {
    const at = text.search(/\p{L}/u)
    return at < 0 ? text : text.slice(0, at) + (text[at] ?? '').toUpperCase() + text.slice(at + 1).toLowerCase()
  },
}
