/** Text that hardly any name or word contains: what comes out where a file is read with the code page of another language. */
import { mixesLanguages } from './alphabets.ts'

/** Signs that stand for a letter of another code page: “Dzia³”, “£ukasz”, “Sprzeda¿”. Ordinals, degrees, middle dots and accents alone are typed on purpose. */
const signs = '\u00A1-\u00A6\u00A8\u00AC\u00AF\u00B1-\u00B3\u00B8\u00B9\u00BC-\u00BF'
/** Typographic signs, which are half a character each in a Japanese, Chinese or Korean file. */
const typographic = '\u201A\u201C-\u201E\u0192\u02C6\u2030\u2020\u2021\u2022\u02DC\u2039\u203A'

const patterns: readonly RegExp[] = [
  new RegExp(`\\p{L}[${signs}]\\p{L}`, 'u'),
  /(?<![\p{L}\p{N}])[£¥¦¬¯¹³¾]\p{Ll}{2}/u,
  /\p{Ll}{3}[¹³¿¼½¾¯](?![\p{L}\p{N}])/u,
  new RegExp(`\\p{L}[${typographic}]\\p{L}`, 'u'),
  /[ƒ‰‡]\p{L}|\p{L}[ƒ‰‡]/u,
  /œ[æ³¹ñêŸ]|[êñ³¹]œ|[aeiouy]œ/u,
  // “Gro·”, “ªtefan”, “ŁódĽ”, “Księgowo¶ć”: letters of Central Europe, of DOS or of a Mac.
  /\p{Ll}{2}[·ªº](?![\p{L}\p{N}])|(?<![\p{L}\p{N}])ª\p{Ll}{2}|\p{L}¶\p{L}/u,
  // An opening quote or half a fraction does not touch a letter behind or before it.
  /\p{L}[\u201A\u201E]|(?<![\p{L}\p{N}])[½¼]\p{Ll}{2}/u,
  /\p{Ll}[ŠŽŸŒ]|\p{L}[ŽŸ]\p{Ll}/u,
  // Cyrillic or Greek, read as Western: “Èâàíîâ”.
  /[\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u00FF]{3}/u,
  // Characters without a letter in the code page.
  /[\u0080-\u009F]/u,
]

/** One test that most texts pass. */
const maybe = /[\u0080-\u009F\u00A1-\u00BF\u00C0-\u00FF\u0152\u0153\u0160\u0178\u017D\u0192\u02C6\u02DC\u2018-\u203A]/

export const isImprobable = (text: string): boolean => maybe.test(text) && (patterns.some((pattern) => pattern.test(text)) || mixesLanguages(text))

/** “M?ller”, “?ukasz”, “????”: a program that had no such letter wrote a question mark. An address on the web has them, too. */
const lost = /\p{L}\?+\p{Ll}|(?<![\p{L}\p{N}\p{P}])\?\p{Ll}{2}|\?{3,}/u

export const hasLostLetters = (text: string): boolean => text.includes('?') && !text.includes('://') && lost.test(text)

/** How many places of a text are improbable. */
export const improbablePlaces = (text: string): number => patterns.reduce((sum, { source }) => sum + (text.match(new RegExp(source, 'gu'))?.length ?? 0), 0)
