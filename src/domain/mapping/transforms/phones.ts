/** Phone numbers with their country code: by the country of the row where the file names one, and otherwise by the one that was chosen. */
import { RowList } from '../../packed/row-list.ts'
import type { RowSet } from '../../packed/row.ts'
import type { FieldKey } from '../../fields/field.ts'

export type ToE164 = (text: string, country: string) => string | null

/** Rows that are looked at for zeros that a spreadsheet dropped; the preview looks at no more. */
const looked = 500

/** “4155550138” is a number of San Francisco, and of Büchen without its zero. */
const isBareDigits = (text: string): boolean => /^\s*[1-9]\d{9}(?:\.0+)?\s*$/.test(text)

/** Whether digits alone could as well be a number of North America, which has no zero to drop. */
function isNorthAmerican(text: string, number: string, toE164: ToE164): boolean {
  return isBareDigits(text) && !number.startsWith('+1') && toE164(text, 'US') !== null
}

/**
 * Converts a number of the chosen country; null for what is none. Digits that are a number of North America too are converted only where others of the
 * column show that a spreadsheet has dropped the zeros: such as can be of the chosen country alone.
 */
export function chosenCountry({ columns, rows }: RowSet, field: FieldKey, country: string, toE164: ToE164): (text: string) => string | null {
  let areZerosDropped: boolean | null = null
  const column = columns.indexOf(field)
  const lookForZeros = () => {
    const list = RowList.of(rows)
    for (let at = 0; at < Math.min(looked, list.length); at += 1) {
      const text = list.textAt(at, column)
      const number = /^\s*[1-9]\d{6,}(?:\.0+)?\s*$/.test(text) ? toE164(text, country) : null
      if (number !== null && toE164(text, 'US') === null) return true
    }
    return false
  }
  return (text) => {
    const number = toE164(text, country)
    if (number === null || !isNorthAmerican(text, number, toE164)) return number
    areZerosDropped ??= lookForZeros()
    return areZerosDropped ? number : null
  }
}
