/** Dates as spreadsheets and administrators write them, read as the days they are: one that can be two days is never guessed. */

export type ReadDate =
  /** Written as JumpCloud takes it. */
  | { readonly kind: 'iso' }
  | { readonly kind: 'day'; readonly iso: string }
  | { readonly kind: 'two-ways'; readonly dayFirst: string; readonly monthFirst: string }
  /** A number of days since 1900, as spreadsheets keep dates, or of seconds or ticks, as programs do. */
  | { readonly kind: 'serial'; readonly iso: string }
  | { readonly kind: 'impossible' }
  | { readonly kind: 'no-date' }

const monthWords: readonly string[] = [
  'jan january januar jänner janvier enero ene gennaio gen janeiro januari styczeń stycznia sty',
  'feb february februar février févr fev febrero febbraio fevereiro februari luty lutego lut',
  'mar march märz mär mrz mars marzo março maart mrt marzec marca',
  'apr april avril avr abril abr aprile kwiecień kwietnia kwi',
  'may mai mayo maggio mag maio mei maj maja',
  'jun june juni juin junio giugno giu junho czerwiec czerwca cze',
  'jul july juli juillet juil julio luglio lug julho lipiec lipca lip',
  'aug august août aou agosto ago augustus sierpień sierpnia sie',
  'sep sept september septembre septiembre settembre set setembro wrzesień września wrz',
  'oct october okt oktober octobre octubre ottobre ott outubro out październik października paź',
  'nov november novembre noviembre novembro listopad listopada lis',
  'dec december dez dezember décembre déc diciembre dic dicembre dezembro grudzień grudnia gru',
]
const months = new Map(monthWords.flatMap((line, at) => line.split(' ').map((word) => [plain(word), at + 1] as const)))

function plain(word: string): string {
  return word.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll('ł', 'l').toLowerCase().replace(/\.$/, '')
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()
const padded = (number: number, digits: number) => String(number).padStart(digits, '0')

function isoOf(year: number, month: number, day: number, time: string): string | null {
  const full = year < 100 ? year + (year < 70 ? 2000 : 1900) : year
  if (full < 1900 || full > 2199 || month < 1 || month > 12 || day < 1 || day > daysIn(full, month)) return null
  return `${padded(full, 4)}-${padded(month, 2)}-${padded(day, 2)}${time}`
}

const clock = /[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?(?: ?([AaPp])\.?[Mm]\.?)?(Z| ?UTC)?$/

/** The time at the end of a date, as ISO 8601 writes it; midnight is no time of its own. */
function timeOf(text: string): { readonly date: string; readonly time: string } | null {
  const match = clock.exec(text)
  if (match === null) return { date: text, time: '' }
  const [whole, hours = '', minutes = '', seconds = '00', half, zone] = match
  const twelve = Number(hours) % 12
  const hour = half === undefined ? Number(hours) : half.toLowerCase() === 'p' ? twelve + 12 : twelve
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null
  const time = `${padded(hour, 2)}:${minutes}:${seconds}`
  return { date: text.slice(0, -whole.length), time: time === '00:00:00' ? '' : `T${time}${zone === undefined ? '' : 'Z'}` }
}

const day = (iso: string | null): ReadDate => (iso === null ? { kind: 'impossible' } : { kind: 'day', iso })
const iso = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/

/** Spreadsheet dates from 1954 to 2119: shorter and longer numbers are something else. */
const serial = /^([2-7]\d{4})(?:[.,]\d+)?$/

const dayMs = 86_400_000
/** Moments from 2001 on as programs keep them: seconds or milliseconds since 1970, and the ticks of Active Directory since 1601. */
function moment(word: string): string | null {
  const seconds = /^[1-4]\d{9}$/.test(word)
    ? Number(word)
    : /^[1-4]\d{12}$/.test(word)
      ? Number(word) / 1000
      : /^1[2-5]\d{16}$/.test(word)
        ? Number(word.slice(0, -7)) - 11_644_473_600
        : Number.NaN
  if (Number.isNaN(seconds)) return null
  const [date = '', time = ''] = new Date(Math.floor(seconds) * 1000).toISOString().split(/T|\.\d+Z/)
  return time === '00:00:00' ? date : `${date}T${time}Z`
}

export function readDate(text: string): ReadDate {
  const word = text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ')
  if (iso.test(word)) {
    const [year = 0, month = 0, of = 0] = word.slice(0, 10).split('-').map(Number)
    return isoOf(year, month, of, '') === null ? { kind: 'impossible' } : { kind: 'iso' }
  }
  const number = serial.exec(word)?.[1]
  if (number !== undefined) return { kind: 'serial', iso: new Date(Date.UTC(1899, 11, 30) + Number(number) * dayMs).toISOString().slice(0, 10) }
  const since = moment(word)
  if (since !== null) return { kind: 'serial', iso: since }
  // “20261231180000.0Z”, as directories write it.
  const directory = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:\.\d+)?Z$/.exec(word)
  if (directory !== null) {
    const [, year, month, of, hours, minutes, seconds] = directory
    return day(isoOf(Number(year), Number(month), Number(of), `T${hours}:${minutes}:${seconds}Z`))
  }
  const found = timeOf(word)
  if (found === null) return { kind: 'no-date' }
  return numeric(found.date, found.time) ?? worded(found.date, found.time) ?? { kind: 'no-date' }
}

function numeric(date: string, time: string): ReadDate | null {
  const compact = /^((?:19|20|21)\d{2})(\d{2})(\d{2})$/.exec(date)
  if (compact !== null) {
    const made = isoOf(Number(compact[1]), Number(compact[2]), Number(compact[3]), time)
    return made === null ? null : day(made)
  }
  const yearFirst = /^(\d{4}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2})[.日]?$/.exec(date)
  if (yearFirst !== null) return day(isoOf(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]), time))
  const match = /^(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})\.?$/.exec(date) ?? /^(\d{2})()(\d{2})((?:19|20)\d{2})$/.exec(date)
  if (match === null) return null
  const [first, second, year] = [Number(match[1]), Number(match[3]), Number(match[4])]
  const dayFirst = isoOf(year, second, first, time)
  // With dots the day comes first wherever dates are written so.
  if (match[2] === '.') return day(dayFirst)
  const monthFirst = isoOf(year, first, second, time)
  if (dayFirst !== null && monthFirst !== null && dayFirst !== monthFirst) return { kind: 'two-ways', dayFirst, monthFirst }
  return day(dayFirst ?? monthFirst)
}

/** “1. März 2015”, “Mar 1, 2015”, “01-Mar-15”, “1 de marzo de 2015”. */
function worded(date: string, time: string): ReadDate | null {
  const words = date
    .split(/[\s,/-]+|\.\s*|(?<=\d)(?:st|nd|rd|th|er|º|o)\b/i)
    .map((word) => word.trim())
    .filter((word) => word !== '' && !/^(?:de|del|of|le|el|den|mon|tue|wed|thu|fri|sat|sun)$/i.test(word))
  if (words.length !== 3) return null
  const at = words.findIndex((word) => months.has(plain(word)))
  const month = months.get(plain(words[at] ?? ''))
  const [first, second] = words.filter((_, index) => index !== at)
  if (month === undefined || first === undefined || second === undefined || !/^\d{1,4}$/.test(first) || !/^\d{1,4}$/.test(second)) return null
  return first.length === 4 ? day(isoOf(Number(first), month, Number(second), time)) : day(isoOf(Number(second), month, Number(first), time))
}

export type DateOrder = 'day-first' | 'month-first'

/** The date as JumpCloud takes it; null for what is none, is written so already, or can be two days and nobody has said which. */
export function isoDate(text: string, order?: DateOrder): string | null {
  const read = readDate(text)
  if (read.kind === 'day' || read.kind === 'serial') return read.iso
  if (read.kind !== 'two-ways' || order === undefined) return null
  return order === 'day-first' ? read.dayFirst : read.monthFirst
}

/** Which comes first in dates with slashes, told by those that can be read one way only; null where they disagree or none tells. */
export function orderIn(texts: Iterable<string>): DateOrder | null {
  let found: DateOrder | null = null
  for (const text of texts) {
    const match = /^\s*(\d{1,2}) ?[-/] ?(\d{1,2}) ?[-/] ?\d{2,4}/.exec(text)
    if (match === null) continue
    const order = Number(match[1]) > 12 ? 'day-first' : Number(match[2]) > 12 ? 'month-first' : null
    if (order === null) continue
    if (found !== null && found !== order) return null
    found = order
  }
  return found
}
