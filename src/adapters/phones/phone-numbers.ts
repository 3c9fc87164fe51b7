/** Phone numbers in E.164, by libphonenumber: loaded when somebody asks for them, since it is larger than most screens. */

export interface PhoneNumbers {
  /** Null for what is no possible number of the country, or of the one it names itself. */
  readonly toE164: (text: string, country: string) => string | null
  /** ISO codes of the countries that have numbers. */
  readonly countries: readonly string[]
}

let loading: Promise<PhoneNumbers> | null = null

/** First digits and length of numbers that stay as they are, spaces and signs aside. */
const asWritten = new Set<string>()

export function loadPhoneNumbers(): Promise<PhoneNumbers> {
  loading ??= import('libphonenumber-js/min').then(({ getCountries, isSupportedCountry, parsePhoneNumberFromString }) => ({
    toE164(text, country) {
      // “0049” is how much of the world writes “+49”.
      // Two numbers in a cell are not one.
      if (text.split(/[;,/|]/).filter((part) => part.replaceAll(/\D/g, '').length >= 5).length > 1) return null
      const dialed = text.trim().replace(/^\(?00\)?\s*(?=[1-9])/, '+')
      // What is written with its country code is possible by that code and its length: each is asked about once.
      const compact = dialed.replaceAll(/[\s./-]/g, '')
      const kind = `${compact.slice(0, 5)} ${compact.length}`
      if (asWritten.has(kind) && /^\+\d+$/.test(compact)) return compact
      const number = isSupportedCountry(country) ? parsePhoneNumberFromString(dialed, { defaultCountry: country, extract: false }) : undefined
      if (number?.isPossible() !== true || number.ext !== undefined) return null
      if (number.number === compact) asWritten.add(kind)
      return number.number
    },
    countries: getCountries(),
  }))
  return loading
}
