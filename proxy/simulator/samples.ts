/** Sample files, made from an organization's own users. */
import { toCsv } from './csv.ts'
import { messyCsv, messyRows } from './messy-sample.ts'
import { makeUsers, type Person } from './seed.ts'
import type { Organization, StoredUser } from './state.ts'

const newPeopleHeader = [
  'First name',
  'Last name',
  'Username',
  'Work email',
  'Employee ID',
  'Job title',
  'Department',
  'Cost center',
  'Location',
  'Mobile',
  'Work street',
  'Work city',
  'Work postal code',
  'Work country',
]

export const newPersonRow = (person: Person): string[] => [
  person.firstname,
  person.lastname,
  person.username,
  person.email,
  person.employeeIdentifier,
  person.jobTitle,
  person.department.name,
  person.department.costCenter,
  person.office.location,
  person.mobile,
  person.office.street,
  person.office.locality,
  person.office.postalCode,
  person.office.country,
]

/** Users who are not in the directory yet, by login and by employee number. */
export function newPeople(count: number, seed: number, taken: (username: string) => boolean, firstNumber: number): string[][] {
  const made = makeUsers(seed, firstNumber, taken)
  return Array.from({ length: count }, () => newPersonRow(made.next().value))
}

export const newPeopleCsv = (rows: readonly string[][]): string => toCsv([newPeopleHeader, ...rows])

const text = (user: StoredUser, name: string): string => (typeof user[name] === 'string' ? user[name] : '')

export function sampleFile(name: string, organization: Organization): string {
  const users = [...organization.users.values()]
  const logins = new Set(users.map(({ username }) => username))
  const highest = users.reduce((most, user) => Math.max(most, Number(text(user, 'employeeIdentifier').replace(/^E/, '')) || 0), 0)
  const fresh = (count: number) => newPeople(count, 1_000 + highest, (username) => logins.has(username), highest + 1)
  switch (name) {
    case 'new-people':
      return newPeopleCsv(fresh(25))
    case 'updates':
      return updates(users)
    case 'messy':
      return messy(1_000 + highest, (username) => logins.has(username), highest + 1)
    default:
      return refused(fresh(15))
  }
}

function messy(seed: number, taken: (username: string) => boolean, firstNumber: number): string {
  const made = makeUsers(seed, firstNumber, taken)
  return messyCsv(
    Array.from({ length: messyRows }, () => {
      const { department, ...person } = made.next().value
      return { ...person, department: department.name }
    }),
  )
}

/** Every fifth user of the file is as the directory has them; the others get a promotion, a move or a number. */
function updates(users: readonly StoredUser[]): string {
  const rows = users
    .filter((user) => user['state'] === 'ACTIVATED')
    .slice(0, 20)
    .map((user, index) => {
      const changes = index % 5 !== 4
      return [
        user.username,
        changes && index % 2 === 0 ? `Senior ${text(user, 'jobTitle').replace(/^Senior /, '')}` : text(user, 'jobTitle'),
        changes && index % 3 === 0 ? 'Operations' : text(user, 'department'),
        changes && index % 4 === 1 ? `+1 303 555 ${2000 + index}` : '',
        changes && index % 4 === 3 ? 'Berlin' : '',
      ]
    })
  return toCsv([['Username', 'Job title', 'Department', 'Work phone', 'Location'], ...rows])
}

/** Behind the plus of some addresses stands what the simulator shall do (scenarios.ts): the checks here cannot know it. */
function refused(rows: readonly string[][]): string {
  const sentinels: Readonly<Record<number, string>> = { 2: 'sim-refused', 5: 'sim-error', 8: 'sim-flagged', 11: 'sim-refused', 13: 'sim-slow' }
  const email = newPeopleHeader.indexOf('Work email')
  return newPeopleCsv(
    rows.map((row, index) =>
      row.map((text, column) => (column === email && sentinels[index] !== undefined ? text.replace('@', `+${sentinels[index]}@`) : text)),
    ),
  )
}
