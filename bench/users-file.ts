/** Files of users for the benchmarks: twenty columns as an HR system exports them, a few rows wrong, the same for the same size. */

const columns = [
  'Username',
  'Email',
  'First name',
  'Last name',
  'Employee ID',
  'Job title',
  'Department',
  'Cost center',
  'Company',
  'Location',
  'Employee type',
  'Description',
  'work_number',
  'mobile_number',
  'work_city',
  'work_country',
  'home_city',
  'home_country',
  'sudo',
  'unix_uid',
] as const

const firstNames = ['Ana', 'Ben', 'Chloé', 'Dmitri', 'Eva', 'Fatima', 'Göran', 'Hana', 'Ian', 'Jürgen', 'Kim', 'Lucía']
const lastNames = ['Müller', 'Ito', "O'Brien", 'García', 'Okafor', 'Nguyễn', 'Smith', 'Dahl', 'Rossi', 'Kowalska', 'Silva']
const departments = ['Sales', 'Engineering', 'Finance', 'People', 'Operations, EMEA', 'Legal', 'Support']
const cities = ['Berlin', 'Köln', 'Lyon', 'Austin', 'Kraków', 'Osaka', 'São Paulo']

const pick = (from: readonly string[], at: number) => from[at % from.length] ?? ''
const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** One row in a hundred has something wrong: a space in the username, an address that is none, or an address twice. */
function person(at: number): string[] {
  const wrong = at % 100 === 99 ? Math.floor(at / 100) % 3 : -1
  return [
    wrong === 0 ? `user ${at}` : `user.${at}`,
    wrong === 1 ? `user.${at}(at)acme.example` : `user.${wrong === 2 ? at - 1 : at}@acme.example`,
    pick(firstNames, at),
    pick(lastNames, at * 7),
    `E${100_000 + at}`,
    `Specialist ${at % 40}`,
    pick(departments, at * 3),
    `CC-${at % 90}`,
    'Acme Holding',
    pick(cities, at),
    at % 5 === 0 ? 'Part time' : 'Full time',
    at % 4 === 0 ? `Joined in "wave" ${at % 12}, moved since` : '',
    `+49 30 ${1_000_000 + at}`,
    at % 3 === 0 ? '' : `+49 170 ${2_000_000 + at}`,
    pick(cities, at),
    'DE',
    pick(cities, at * 5),
    'DE',
    at % 50 === 0 ? 'true' : 'false',
    String(5_000 + at),
  ]
}

export function usersFile(rows: number): string {
  const lines = [columns.join(',')]
  for (let at = 0; at < rows; at += 1) lines.push(person(at).map(quoted).join(','))
  return `${lines.join('\r\n')}\r\n`
}
