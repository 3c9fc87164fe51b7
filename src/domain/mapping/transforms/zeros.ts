/** Leading zeros that a spreadsheet took from numbers: where a column, or only the directory, shows that they were there. */
import type { FieldKey } from '../../fields/field.ts'

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

/** Fields whose numbers have their digits for a reason. */
export const numberedFields: readonly FieldKey[] = ['employeeIdentifier', 'costCenter', 'manager', 'addresses.work.postalCode', 'addresses.home.postalCode']

/** How long the numbers of one column are. */
export class NumberLengths {
  #filled = 0
  #numbers = 0
  /** Written as “1067.0”. */
  #written = 0
  readonly #lengths = new Map<number, { count: number; hasZero: boolean }>()

  add(value: string, times = 1) {
    const number = whole(value)
    if (value === '' || times === 0) return
    if (number !== value) this.#written += times
    if (/^\d+$/.test(number)) this.addDigits(number.length, number.startsWith('0'), times)
    else this.addOther(times)
  }

  /** What is no number. */
  addOther(times = 1) {
    this.#filled += times
  }

  addDigits(length: number, startsWithZero: boolean, times = 1) {
    this.#filled += times
    this.#numbers += times
    const known = this.#lengths.get(length)
    if (known === undefined) this.#lengths.set(length, { count: times, hasZero: startsWithZero })
    else {
      known.count += times
      known.hasZero ||= startsWithZero
    }
  }

  /** Where lengths differ, and some numbers begin with zero or all but a few are longer. */
  lost(): LostZeros | null {
    const found = this.usual()
    return found?.shorter === 0 ? null : found
  }

  /** The digits that numbers of this column have, also where none is shorter so far. */
  usual(): LostZeros | null {
    const numbers = this.#numbers
    // Written as “1067.0”, the numbers went through a spreadsheet, which takes zeros off: then few are enough.
    const isWritten = this.#written >= numbers / 2
    if (numbers < (isWritten ? 2 : 3) || numbers < this.#filled * 0.8) return null
    const [usual = 0, most] = [...this.#lengths].sort(([a, one], [b, other]) => other.count - one.count || b - a)[0] ?? []
    const lengths = [...this.#lengths.keys()]
    const shorter = [...this.#lengths].reduce((sum, [length, { count }]) => (length < usual ? sum + count : sum), 0)
    if (most === undefined || most.count < numbers / 2 || lengths.some((length) => length > usual)) return null
    // Numbers that are counted up are short first, too.
    return most.hasZero || (usual >= 4 && shorter <= numbers / (isWritten ? 2 : 4)) ? { usual, shorter, isSure: most.hasZero } : null
  }
}

export function lostZeros(values: readonly string[]): LostZeros | null {
  const lengths = new NumberLengths()
  for (const value of values) lengths.add(value)
  return lengths.lost()
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
