/** The sample file in which everything is wrong that spreadsheets, exports and administrators do to a list of users. */
import { toCsv } from './csv.ts'

const header = ['Full Name', 'Work email', 'Employee ID', 'State', 'Department', 'Job title', 'Mobile Phone', 'Work country', 'sudo', 'MFA excluded until']

/** What happens to a cell of a row, by its column. */
type Damage = Readonly<Record<number, (text: string) => string>>

const [name, email, number, state, department, title, phone, country, sudo, until] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const
const fixed = (text: string) => () => text

/** One row each: spaces, words for nothing, disguises, wrappings, other forms of dates, and letters in the wrong encoding or of another alphabet. */
const damages: readonly Damage[] = [
  { [department]: (text) => `${text}   `, [email]: (text) => ` ${text}` },
  { [department]: fixed('NULL'), [title]: fixed('n/a'), [phone]: fixed('-') },
  { [number]: (text) => `${text.replace(/\D/g, '')}.0`, [phone]: fixed('491705550101.0') },
  { [department]: fixed('R&amp;D'), [title]: fixed('Head of M&auml;rkte') },
  { [email]: (text) => `mailto:${text}` },
  { [email]: (text) => `Someone Else <${text}>;` },
  { [email]: (text) => text.toUpperCase() },
  { [email]: (text) => text.replace('@', '\uFF20') },
  { [email]: (text) => `${text}\u200B` },
  { [department]: fixed('CN=Sales,OU=Groups,DC=acme,DC=example') },
  { [title]: fixed('System.Object[]') },
  { [phone]: fixed('4.91705550101E+11') },
  { [number]: (text) => `="${text}"` },
  { [title]: fixed('#N/A'), [department]: fixed('Sales\u00A0') },
  { [department]: fixed('BÃ¼ro'), [title]: fixed('Ｂｕｙｅｒ') },
  { [until]: fixed('31.12.2027'), [sudo]: fixed('WAHR') },
  { [until]: fixed('4/5/2027'), [sudo]: fixed('nein') },
  { [until]: fixed('46752'), [sudo]: fixed('FALSE') },
  { [state]: fixed('Terminated'), [country]: fixed('Deutschland') },
  { [state]: fixed('On leave'), [country]: fixed('Frankreich') },
  { [name]: (text) => text.toUpperCase() },
  { [name]: (text) => text.normalize('NFD').replace('o', 'o\u0301') },
  { [department]: fixed('Sa\u202Eles'), [title]: fixed('Bu\u00ADyer') },
  { [email]: (text) => text.replace(/a/, '\u0430') },
]

interface Source {
  readonly firstname: string
  readonly lastname: string
  readonly email: string
  readonly employeeIdentifier: string
  readonly department: string
  readonly jobTitle: string
  readonly mobile: string
}

export const messyRows = damages.length

/** Users that are in no directory yet, each with a damage of its own. */
export function messyCsv(users: readonly Source[]): string {
  const rows = damages.flatMap((damage, at): string[][] => {
    const user = users[at]
    if (user === undefined) return []
    const full = at % 3 === 1 ? `${user.lastname}, ${user.firstname}` : `${user.firstname} ${user.lastname}`
    const cells = [full, user.email, user.employeeIdentifier, 'Active', user.department, user.jobTitle, user.mobile, 'Germany', '', '']
    return [cells.map((cell, column) => damage[column]?.(cell) ?? cell)]
  })
  return toCsv([header, ...rows])
}
