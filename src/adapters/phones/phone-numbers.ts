/** Phone numbers in E.164, by libphonenumber: loaded when somebody asks for them, since it is larger than most screens. */

export interface PhoneNumbers {
  /** Null for what is no possible number of the country, or of the one it names itself. */
  readonly toE164: (text: string, country: string) => string | null
  /** ISO codes of the countries that have numbers. */
  readonly countries: readonly string[]
}

let loading: Promise<PhoneNumbers> | null = null

/** A spreadsheet that took the number for a number wrote “.0” behind it, or “4.91705550101E+11”, which is whole where no digit is missing. */
function asDigits(text: string): string {
  const plain = /^\s*(\d+)\.0+\s*$/.exec(text)?.[1]
  if (plain !== undefined) return plain
  const [, first, rest = '', zeros] = /^\s*(\d)[.,](\d+)e\+?(\d+)\s*$/i.exec(text) ?? []
  return first !== undefined && rest.length === Number(zeros) ? first + rest : text
}

/** “415.555.0138” is no German number: who writes signs between digits writes the zero too. Of digits alone a spreadsheet may have dropped it. */
const lacksZero = (text: string, national: string): boolean => national.startsWith('0') && /[\s()./-]/.test(text.trim()) && !/^\D*0/.test(text)

/** “491705550101”: the country code may be there, and its plus is not. National numbers of so many digits do not begin with it. */
const longNational = 12
const lacksPlus = (compact: string, callingCode: string): boolean => /^[1-9]\d{9,}$/.test(compact) && compact.startsWith(callingCode)

/** First digits and length of numbers that stay as they are, spaces and signs aside. */
const asWritten = new Set<string>()

export function loadPhoneNumbers(): Promise<PhoneNumbers> {
  loading ??= import('libphonenumber-js/min').then(({ getCountries, getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString }) => ({
    toE164(given, country) {
      if (!isSupportedCountry(country)) return null
      const text = asDigits(given)
      // “0049” is how much of the world writes “+49”.
      // Two numbers in a cell are not one.
      if (text.split(/[;,/|]/).filter((part) => part.replaceAll(/\D/g, '').length >= 5).length > 1) return null
      const dialed = text.trim().replace(/^\(?00\)?\s*(?=[1-9])/, '+')
      // What is written with its country code is possible by that code and its length: each is asked about once.
      const compact = dialed.replaceAll(/[\s./-]/g, '')
      const kind = `${compact.slice(0, 5)} ${compact.length}`
      if (asWritten.has(kind) && /^\+\d+$/.test(compact)) return compact
      const parse = (digits: string) => {
        const found = parsePhoneNumberFromString(digits, { defaultCountry: country, extract: false })
        if (found?.isPossible() !== true || found.ext !== undefined) return null
        // Of a number without a country code only the country is chosen: it has to be one of that country, written as that country writes them.
        return digits.startsWith('+') || (found.isValid() && !lacksZero(digits, found.formatNational())) ? found : null
      }
      const number = parse(dialed)
      const withPlus = lacksPlus(compact, getCountryCallingCode(country)) ? parse(`+${compact}`) : null
      if (withPlus !== null && withPlus.number !== number?.number) return compact.length >= longNational || number === null ? withPlus.number : null
      if (number === null) return null
      if (number.number === compact) asWritten.add(kind)
      return number.number
    },
    countries: getCountries(),
  }))
  return loading
}
