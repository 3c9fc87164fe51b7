/** `npm run make-sample -- --rows 1000`: a CSV file of new users, to standard output or a file. */
import { writeFileSync } from 'node:fs'
import { newPeople, newPeopleCsv } from './samples.ts'

const help = `Makes a CSV file of users who are not in the directory yet.

  npm run make-sample -- [--rows 1000] [--seed 1] [--out people.csv]
`

function option(name: string, otherwise: string): string {
  const at = process.argv.indexOf(name)
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise)
}

const rows = Number(option('--rows', '1000'))
const seed = Number(option('--seed', '1'))
if (process.argv.includes('--help')) process.stdout.write(help)
else if (!Number.isInteger(rows) || rows < 1 || rows > 200_000 || !Number.isInteger(seed)) {
  process.stderr.write('--rows is a whole number from 1 to 200000, and --seed a whole number.\n')
  process.exitCode = 1
} else {
  const text = newPeopleCsv(
    newPeople(rows, 50_000 + seed, () => false, 100_000).map((row) =>
      row.map((cell, column) => (column === 2 ? `n.${cell}` : column === 3 ? `n.${cell}` : cell)),
    ),
  )
  const out = option('--out', '')
  if (out === '') process.stdout.write(text)
  else writeFileSync(out, text)
}
