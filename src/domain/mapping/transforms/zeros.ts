/** Leading zeros that a spreadsheet took from numbers: where a column, or only the directory, shows that they were there. */

/** What wrote “1067.0” took the zero before it, too. */
const whole = (text: string): string => text.replace(/^(\d+)[.,]0+$/, '$1')

export interface LostZeros {
  /** Digits that the numbers had. */
  readonly usual: number
  /** Numbers with fewer. */
  readonly shorter: number
  /** Whether other numbers show it; otherwise the shorter ones may have grown to the longer. */
  readonly isSure: boolean
}

/** Numbers of one column whose lengths differ, where some begin with zero or all but a few are longer. */
export function lostZeros(values: readonly string[]): LostZeros | null {
  const digits = values.map(whole).filter((value) => /^\d+$/.test(value))
  // Written as “1067.0”, the numbers went through a spreadsheet, which takes zeros off: then few are enough.
  const isWritten = values.filter((value) => value !== whole(value)).length >= digits.length / 2
  if (digits.length < (isWritten ? 2 : 3) || digits.length < values.filter((value) => value !== '').length * 0.8) return null
  const counts = new Map<number, number>()
  for (const { length } of digits) counts.set(length, (counts.get(length) ?? 0) + 1)
  const [usual = 0, most = 0] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? []
  const shorter = digits.filter((value) => value.length < usual).length
  const isOne = most >= digits.length / 2 && digits.every((value) => value.length <= usual)
  if (shorter === 0 || !isOne) return null
  const isSure = digits.some((value) => value.length === usual && value.startsWith('0'))
  // Numbers that are counted up are short first, too.
  return isSure || (usual >= 4 && shorter <= digits.length / (isWritten ? 2 : 4)) ? { usual, shorter, isSure } : null
}

/** Numbers that the directory has with leading zeros, and the file without. */
export function zerosOfDirectory(values: readonly string[], known: ReadonlySet<string>): LostZeros | null {
  const numbers = [...new Set(values.map(whole).filter((value) => /^\d+$/.test(value)))]
  const lengths = new Set([...known].filter((value) => /^0\d+$/.test(value)).map(({ length }) => length))
  for (const usual of lengths) {
    const shorter = numbers.filter((value) => value.length < usual && !known.has(value))
    const found = shorter.filter((value) => known.has(value.padStart(usual, '0'))).length
    if (found > 0 && found >= shorter.length / 2 && numbers.every((value) => value.length <= usual)) return { usual, shorter: shorter.length, isSure: true }
  }
  return null
}

/** “123” → “00123”; null for what is no number, or has its digits. */
export function withZeros(text: string, digits: number): string | null {
  const number = whole(text)
  return /^\d+$/.test(number) && number.length < digits ? number.padStart(digits, '0') : null
}
