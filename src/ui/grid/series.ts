/** Numbers that go on in even steps, which a fill goes on with: “CC-08, CC-09” is followed by “CC-10”. */

const longest = 12
const date = /^\d{4}-\d{2}-\d{2}/

/** The text at a place of the series, counted from its first; null for what is no series of at least two. */
export function seriesOf(texts: readonly string[]): ((at: number) => string | null) | null {
  const parts = texts.map((text) => (date.test(text) ? null : /^(?<words>.*?)(?<digits>\d+)$/s.exec(text)?.groups))
  const [first, second] = parts
  if (first == null || second == null) return null
  const { words = '', digits = '' } = first
  const begin = Number(digits)
  const step = Number(second['digits']) - begin
  const isPadded = parts.some((part) => part?.['digits']?.startsWith('0') === true && part['digits'].length > 1)
  const textAt = (at: number): string | null => {
    const number = begin + step * at
    return number < 0 ? null : `${words}${String(number).padStart(isPadded ? digits.length : 0, '0')}`
  }
  const isEven = digits.length <= longest && step !== 0 && texts.every((text, at) => text === textAt(at))
  return isEven ? textAt : null
}
