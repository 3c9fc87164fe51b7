/** The country of numbers that do not name theirs: from other numbers, the directory, the form of the numbers, the emails and the headers. */
import type { FieldKey } from '../../fields/field.ts'
import { normalizeHeader } from '../../fields/normalize-header.ts'
import type { SystemUser } from '../../wire.ts'
import { countryCode } from './countries.ts'

interface CountryGuess {
  /** ISO code of two letters. */
  readonly country: string
  /** What it is guessed from, in a sentence. */
  readonly why: string
  readonly isSure: boolean
}

interface PhoneEvidence {
  readonly field: FieldKey
  /** The texts of phone columns, without blanks. */
  readonly phones: ReadonlyMap<FieldKey, readonly string[]>
  readonly emails: readonly string[]
  readonly headers: readonly string[]
  /** Countries of the users of the directory, a code each. */
  readonly directory: readonly string[]
}

/** Of a code that several countries share, the largest of them; numbers of another one are written out the same. */
const callingCodes: ReadonlyMap<string, string> = new Map(
  '1:US 7:RU 20:EG 27:ZA 30:GR 31:NL 32:BE 33:FR 34:ES 36:HU 39:IT 40:RO 41:CH 43:AT 44:GB 45:DK 46:SE 47:NO 48:PL 49:DE 51:PE 52:MX 54:AR 55:BR 56:CL 57:CO 60:MY 61:AU 62:ID 63:PH 64:NZ 65:SG 66:TH 81:JP 82:KR 84:VN 86:CN 90:TR 91:IN 92:PK 94:LK 212:MA 216:TN 234:NG 254:KE 351:PT 352:LU 353:IE 354:IS 356:MT 357:CY 358:FI 359:BG 370:LT 371:LV 372:EE 380:UA 381:RS 385:HR 386:SI 420:CZ 421:SK 423:LI 852:HK 886:TW 966:SA 971:AE 972:IL'
    .split(' ')
    .map((pair): [string, string] => [pair.split(':')[0] ?? '', pair.split(':')[1] ?? '']),
)

/** The country of “+49 30 1234567” and “0049 30 1234567”; null for a number without a country code. */
function countryOfNumber(text: string): string | null {
  const digits = /^\s*(?:\+|\(?00\)?)\s*([1-9][\d\s()./-]{5,})$/.exec(text)?.[1]?.replaceAll(/\D/g, '')
  if (digits === undefined) return null
  for (const length of [1, 2, 3]) {
    const country = callingCodes.get(digits.slice(0, length))
    if (country !== undefined) return country
  }
  return null
}

/** The countries of users: that of the work address, or else of a number. */
export const countriesOf = (users: readonly SystemUser[]): string[] =>
  users.flatMap(({ addresses, phoneNumbers }) => {
    const named = (addresses ?? []).flatMap(({ country }) => (country ? (countryCode(country) ?? []) : []))
    return (named[0] ?? (phoneNumbers ?? []).flatMap(({ number }) => (number ? (countryOfNumber(number) ?? []) : []))[0]) || []
  })

/** The value that at least four of five have, where there are as many as `fewest`. */
function usual(values: readonly string[], fewest: number): string | null {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const [best, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['', 0]
  return values.length >= fewest && count >= values.length * 0.8 ? best : null
}

/** Endings of addresses that are used in one country. */
const domains: ReadonlyMap<string, string> = new Map(
  'de at ch fr es it nl be pl pt se no dk fi cz sk hu ro bg gr hr si ie uk au nz br mx ar jp kr in za tr lu ee lv lt us ca'
    .split(' ')
    .map((domain) => [domain, domain === 'uk' ? 'GB' : domain.toUpperCase()]),
)

/** Headers of languages that are spoken in one country above all. Spanish and Portuguese are not: those are asked. */
const languages: readonly { readonly country: string; readonly name: string; readonly headers: ReadonlySet<string> }[] = (
  [
    [
      'DE',
      'German',
      'vorname|nachname|familienname|abteilung|telefon|telefonnummer|diensttelefon|handy|handynummer|mobiltelefon|festnetz|rufnummer|straße|strasse|ort|wohnort|plz|postleitzahl|bundesland|land|vorgesetzter|vorgesetzte|eintrittsdatum|austrittsdatum|personalnummer|mitarbeiter|mitarbeiternummer|kostenstelle|standort|stelle|firma|anrede|benutzername|geburtsdatum',
    ],
    [
      'FR',
      'French',
      'prénom|nom|nom de famille|service|téléphone|téléphone portable|portable|ville|rue|code postal|pays|poste|fonction|responsable|matricule|date d’embauche|site|société',
    ],
    ['IT', 'Italian', 'nome|cognome|reparto|telefono|cellulare|indirizzo|città|cap|paese|responsabile|matricola|mansione|sede|azienda|data di assunzione'],
    [
      'NL',
      'Dutch',
      'voornaam|achternaam|afdeling|telefoon|telefoonnummer|mobiel|plaats|straat|postcode|land|leidinggevende|functie|personeelsnummer|vestiging|in dienst',
    ],
    ['PL', 'Polish', 'imię|nazwisko|dział|telefon|telefon komórkowy|miasto|ulica|kod pocztowy|kraj|przełożony|stanowisko|firma|data zatrudnienia'],
  ] as const
).map(([country, name, words]) => ({ country, name, headers: new Set(words.split('|').map(normalizeHeader)) }))
const fewestHeaders = 3

function languageOf(headers: readonly string[]): { country: string; name: string } | null {
  const found = languages
    .map((language) => ({ ...language, count: headers.filter((header) => language.headers.has(normalizeHeader(header))).length }))
    .sort((a, b) => b.count - a.count)
  const [best, second] = found
  return best !== undefined && best.count >= fewestHeaders && best.count > (second?.count ?? 0) ? best : null
}

const isNorthAmerican = (text: string): boolean => /^\s*(?:1[-. ])?\(?[2-9]\d{2}\)?[-. ]*[2-9]\d{2}[-. ]*\d{4}\s*$/.test(text)

const nameOf = (country: string): string => new Intl.DisplayNames(['en'], { type: 'region' }).of(country) ?? country

/** Null where nothing tells. What others say of a number is a guess, unless numbers beside it say it. */
export function guessCountry({ field, phones, emails, headers, directory }: PhoneEvidence): CountryGuess | null {
  const own = phones.get(field) ?? []
  const check = (country: string | null, evidence: string): CountryGuess | null =>
    country === null ? null : { country, why: `By ${evidence}, the country is ${nameOf(country)}. Check it first.`, isSure: false }
  const numbers = (texts: readonly string[]) =>
    usual(
      texts.flatMap((text) => countryOfNumber(text) ?? []),
      2,
    )
  const beside = numbers(own) ?? numbers([...phones.values()].flat())
  if (beside !== null) return { country: beside, why: `By the numbers with a country code, the country is ${nameOf(beside)}.`, isSure: true }
  const language = languageOf(headers)
  const endings = emails.flatMap((email) => domains.get(/\.([a-z]{2})\s*$/i.exec(email)?.[1]?.toLowerCase() ?? '') ?? [])
  const form = usual(
    own.map((text) => (isNorthAmerican(text) ? 'US' : '')),
    1,
  )
  return (
    check(form === '' ? null : form, 'the form of the numbers') ??
    check(usual(directory, 5), 'most users in JumpCloud') ??
    check(endings.length >= emails.length * 0.8 ? usual(endings, 2) : null, 'the emails') ??
    check(language?.country ?? null, `the ${language?.name ?? ''} headers`)
  )
}
