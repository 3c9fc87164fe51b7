/** Country names in eight languages as ISO 3166 codes of two letters, which is what JumpCloud's addresses have. */
import { foldWord } from './words.ts'

const codes =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'.split(
    ' ',
  )
const languages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl']
/** Names that are used beside the ones in Unicode's list. */
const also: Readonly<Record<string, string>> = {
  usa: 'US',
  'united states of america': 'US',
  'u s a': 'US',
  'u.s.a': 'US',
  'u.s': 'US',
  america: 'US',
  uk: 'GB',
  'u.k': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'great britain': 'GB',
  grossbritannien: 'GB',
  holland: 'NL',
  'the netherlands': 'NL',
  'czech republic': 'CZ',
  'russian federation': 'RU',
  'republic of korea': 'KR',
  korea: 'KR',
  uae: 'AE',
  brd: 'DE',
  brasil: 'BR',
  osterreich: 'AT',
}

let names: ReadonlyMap<string, string> | null = null

const fold = (text: string): string => foldWord(text.replaceAll('ß', 'ss'))

/** Made when a country is first asked for: two thousand names. */
function known(): ReadonlyMap<string, string> {
  if (names !== null) return names
  const made = new Map<string, string>()
  for (const language of languages) {
    const display = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
    for (const code of codes) {
      const name = display.of(code)
      if (name !== undefined && !made.has(fold(name))) made.set(fold(name), code)
    }
  }
  for (const [name, code] of Object.entries(also)) made.set(name, code)
  names = made
  return made
}

/** Three-letter codes that are not the first letters of a two-letter one are few; those of large countries are known. */
const threeLetters: Readonly<Record<string, string>> = Object.fromEntries(
  'USA:US GBR:GB DEU:DE FRA:FR ESP:ES ITA:IT PRT:PT NLD:NL POL:PL AUT:AT CHE:CH BEL:BE LUX:LU DNK:DK SWE:SE NOR:NO FIN:FI ISL:IS IRL:IE CZE:CZ SVK:SK HUN:HU ROU:RO BGR:BG GRC:GR HRV:HR SVN:SI SRB:RS EST:EE LVA:LV LTU:LT UKR:UA TUR:TR RUS:RU CAN:CA MEX:MX BRA:BR ARG:AR CHL:CL COL:CO PER:PE AUS:AU NZL:NZ JPN:JP CHN:CN KOR:KR IND:IN IDN:ID SGP:SG MYS:MY THA:TH VNM:VN PHL:PH HKG:HK TWN:TW ARE:AE SAU:SA ISR:IL EGY:EG MAR:MA TUN:TN ZAF:ZA NGA:NG KEN:KE GHA:GH'
    .split(' ')
    .map((pair) => pair.split(':')),
) as Record<string, string>

/** The code of a country, or null where the text names none. */
export function countryCode(text: string): string | null {
  const word = text.trim()
  const upper = word.toUpperCase()
  if (codes.includes(upper)) return upper
  return threeLetters[upper] ?? known().get(fold(word)) ?? null
}
