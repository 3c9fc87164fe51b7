/** Phone numbers in E.164, by libphonenumber: loaded when somebody asks for them, since it is larger than most screens. */

export interface PhoneNumbers {
  /** Null for what is no possible number of the country, or of the one it names itself. */
  readonly toE164: (text: string, country: string) => string | null
  /** ISO codes of the countries that have numbers. */
  readonly countries: readonly string[]
}

let loading: Promise<PhoneNumbers> | null = null

export function loadPhoneNumbers(): Promise<PhoneNumbers> {
  loading ??= import('libphonenumber-js/min').then(({ getCountries, isSupportedCountry, parsePhoneNumberFromString }) => ({
    toE164(text, country) {
      // “0049” is how much of the world writes “+49”.
      // Two numbers in a cell are not one.
      if (text.split(/[;,/|]/).filter((part) => part.replaceAll(/\D/g, '').length >= 5).length > 1) return null
      const dialed = text.trim().replace(/^\(?00\)?\s*(?=[1-9])/, '+')
      const number = isSupportedCountry(country) ? parsePhoneNumberFromString(dialed, { defaultCountry: country, extract: false }) : undefined
      return number?.isPossible() === true && number.ext === undefined ? number.number : null
    },
    countries: getCountries(),
  }))
  return loading
}
