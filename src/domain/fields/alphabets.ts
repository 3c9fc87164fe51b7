/** Which letters a language has beside those of ASCII: a word that mixes those of two is hardly a name, and came out of another code page. */

const listed = (letters: string): readonly ReadonlySet<string>[] => letters.split(' ').map((each) => new Set(each))

/** Languages whose letters are in the code page of Western Europe; some have letters of French beside their own. */
export const western = listed(
  'äöüßé àâçéèêëîïôùûüÿœ æœéèêç áéíóúñüï áâãàçéêíóôõúü àèéìîòóù æøåéäöüôè åäöéüàšž áðéíóúýþæö éëïóöüáèêíâ äöüéèêëôû äõöüšž áéíóúýšžäôö çöüâîû',
)
/** Czech, Slovak, Polish, Hungarian, Romanian, Croatian, German. */
export const central = listed('áčďéěíňóřšťúůýž áäčďéíĺľňóôŕšťúýž ąćęłńóśźż áéíóöőúüű ăâîşţ čćđšž äöüßé çéëôüö')
export const turkish = listed('çğıöşüâîû äöüßé çéëôüöâîû')
/** Lithuanian, Latvian, Estonian, Polish. */
export const baltic = listed('ąčęėįšųūž āčēģīķļņšūž äõöüšž ąćęłńóśźż äöüßé')

const words = /[A-Za-z\u0080-\uFFFF]+/g
// oxlint-disable-next-line no-control-regex
const plain = /^[\0-\x7F]*$/
/** What stands around words, and the apostrophe in them. */
const around = /^[\u00A0\u2018\u2019\u201C\u201D\u00AB\u00BB\u2013\u2014]+|[\u00A0\u2018\u2019\u201C\u201D\u00AB\u00BB\u2013\u2014\u2026\u2122\u00AE\u00B0]+$/g
// oxlint-disable-next-line no-control-regex
const ascii = /[\0-\x7F\u2019]/g
/** “JÅrgen”, “QualitÇ”: a capital within a word that is not all capitals. In Irish one follows the first letter. */
const capitalInside = /\p{L}\p{L}(?![A-Z])\p{Lu}|\p{Lu}(?![A-Z])\p{Lu}\p{Ll}/u

const accentsOf = (word: string): string => word.replaceAll(ascii, '').replaceAll('İ', 'ı').toLowerCase()

function fits(word: string, alphabets: readonly ReadonlySet<string>[]): boolean {
  if (/\p{Ll}/u.test(word) && capitalInside.test(word)) return false
  const accents = Array.from(accentsOf(word))
  return alphabets.some((alphabet) => accents.every((letter) => alphabet.has(letter)))
}

/** The part of the words with accents that are of one language each; 1 where there are none. */
export function shareOfWords(text: string, alphabets: readonly ReadonlySet<string>[]): number {
  const found = (text.match(words) ?? []).map((word) => word.replaceAll(around, '')).filter((word) => !plain.test(word))
  return found.length === 0 ? 1 : found.filter((word) => fits(word, alphabets)).length / found.length
}

/** Letters that some cells are full of, and that hardly tell pages apart: words of them alone are not asked about. */
const common = /^[\u00F5-\u00FF\u0161\u017E]+$/
const westernLetter = /^[\u00C0-\u00FF\u0152\u0153\u0160\u0161\u0178\u017D\u017E]+$/

/** One small letter with an accent is of some language. */
const mayMix = /[^\0-\x7F]\S*[^\0-\x7F]|[A-Za-z\u00C0-\u00FF][\u00C0-\u00DE\u0152\u0160\u0178\u017D]/

/** Whether a word has only letters of the Western code page, and no language has them together. */
export const mixesLanguages = (text: string): boolean =>
  mayMix.test(text) &&
  (text.match(words) ?? []).some((word) => {
    const accents = accentsOf(word)
    return accents !== '' && !common.test(word.replaceAll(ascii, '')) && westernLetter.test(accents) && !fits(word, western)
  })
