/** What code, tests and pages cite exists: rules, hazards, attacks, crash windows, decisions, and every path that a page names. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

type File = readonly [path: string, text: string]

const folders = ['src', 'proxy', 'e2e', 'faults', 'bench', 'docs', '.ci']
const pagesAtTop = ['README.md', 'SECURITY.md', 'CONTRIBUTING.md', 'CHANGELOG.md']

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name).replaceAll('\\', '/')
    return entry.isDirectory() ? filesIn(path) : /\.(tsx?|mjs|md)$/.test(path) ? [path] : []
  })

const all: readonly File[] = [...folders.flatMap(filesIn), ...pagesAtTop].map((path) => [path, readFileSync(path, 'utf8')])
const pages = all.filter(([path]) => path.endsWith('.md'))
const textOf = (path: string) => all.find(([each]) => each === path)?.[1] ?? ''

const rules = new Set([...textOf('docs/rules.md').matchAll(/^## Rule (\d+):/gm)].map(([, number]) => Number(number)))
const numbered = new Map([...textOf('docs/hazards.md').matchAll(/^\| ([CAW]\d+) \|.*\|$/gm)].map(([row, id]) => [id ?? '', row]))
const decisions = readdirSync('docs/decisions').flatMap((name) => /^(\d{4})-[a-z0-9-]+\.md$/.exec(name)?.[1] ?? [])

/** Letters with digits that cite nothing: sets of control characters. */
const notCited = new Set(['C0'])

const citedRules = ([, text]: File): number[] =>
  [...text.matchAll(/\brules? (\d+(?:(?:, | and | or | to )\d+)*)/gi)].flatMap(([, list]) => (list ?? '').match(/\d+/g) ?? []).map(Number)

/** Not within a formula or an attribute, where a letter with digits is a cell of a spreadsheet. */
const citedNumbers = ([, text]: File): string[] =>
  [...text.matchAll(/(?<![\w"=$!#/.:-]|\w\()([CAW]\d{1,2})\b(?![\w(=!"$]|[:.]\w)/g)].map(([, id]) => id ?? '').filter((id) => !notCited.has(id))

const citedDecisions = ([path, text]: File): string[] =>
  [...text.matchAll(/\bdecisions?[ /](\d{4})\b/gi), ...(path.startsWith('docs/decisions/') ? text.matchAll(/(?<![\d`-])(00\d\d)(?![\d`-])/g) : [])].map(
    ([, number]) => number ?? '',
  )

const missingIn = (files: readonly File[]): string[] =>
  files.flatMap((file) => [
    ...citedRules(file).flatMap((number) => (rules.has(number) ? [] : [`${file[0]}: rule ${number}`])),
    ...citedNumbers(file).flatMap((id) => (numbered.has(id) ? [] : [`${file[0]}: ${id}`])),
    ...citedDecisions(file).flatMap((number) => (decisions.includes(number) ? [] : [`${file[0]}: decision ${number}`])),
  ])

const isPath = (text: string) => new RegExp(`^(?:(?:${folders.map((each) => each.replace('.', '\\.')).join('|')})/[\\w./*-]+|[\\w-]+\\.md)$`).test(text)

/** Paths in backticks, and links between pages. */
function pathsIn([page, text]: File): string[] {
  const quoted = [...text.matchAll(/`([^`\s]+)`/g)].map(([, path]) => path ?? '').filter(isPath)
  const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, to]) => join(page, '..', to ?? ''))
  return [...quoted, ...links]
}

const lostPaths = (files: readonly File[]): string[] =>
  files.flatMap((file) =>
    pathsIn(file)
      .filter((path) => !existsSync(path.replace(/\*.*$/, '')))
      .map((path) => `${file[0]}: ${path}`),
  )

test('every rule, hazard, attack, crash window and decision that is cited exists', () => {
  expect(all.length).toBeGreaterThan(300)
  expect(missingIn(all.filter(([path]) => path !== 'src/citations.test.ts'))).toEqual([])
})

test('there are fourteen rules, 21 hazards, 39 attacks and 19 crash windows, and decisions are numbered without holes', () => {
  const upTo = (letter: string, count: number) => Array.from({ length: count }, (_, index) => `${letter}${index + 1}`)
  expect([...rules]).toEqual(Array.from({ length: 14 }, (_, index) => index + 1))
  expect([...numbered.keys()]).toEqual([...upTo('C', 21), ...upTo('A', 39), ...upTo('W', 19)])
  expect(decisions.toSorted()).toEqual(decisions.map((_, index) => String(index + 1).padStart(4, '0')))
})

test('the index of decisions names each one, by its own title’s number', () => {
  const index = textOf('docs/decisions/README.md')
  for (const name of readdirSync('docs/decisions').filter((each) => each !== 'README.md')) {
    expect(index).toContain(`(${name})`)
    expect(textOf(`docs/decisions/${name}`)).toMatch(new RegExp(`^# ${name.slice(0, 4)} `))
  }
})

test('every path that a page names exists', () => {
  expect(pages.length).toBeGreaterThan(20)
  expect(lostPaths(pages)).toEqual([])
})

test('the tests that hazards.md names say in their text which hazard they are about', () => {
  const silent = [...numbered].filter(([id, row]) => {
    const named = pathsIn(['docs/hazards.md', row])
    return named.length === 0 || !named.every((path) => statSync(path).isFile() && new RegExp(`\\b${id}\\b`).test(textOf(path)))
  })
  expect(silent.map(([id, row]) => `${id}: ${row}`)).toEqual([])
})

test('each rule names the files that keep it and the test that shows it', () => {
  const sections = textOf('docs/rules.md').split(/^## /m).slice(1)
  for (const section of sections) {
    const [kept = [], shown = []] =
      /^\| (`.+) \| (`.+) \|$/m
        .exec(section)
        ?.slice(1)
        .map((cell) => pathsIn(['docs/rules.md', cell])) ?? []
    expect([section.slice(0, 8), kept.length > 0, shown.some((path) => /\.test\.ts$|\.e2e\.ts$|^faults\//.test(path))]).toEqual([
      section.slice(0, 8),
      true,
      true,
    ])
  }
})

test.each([
  ['src/x.ts', '/** Kept apart (rule 15). */'],
  ['src/x.ts', '// rules 1 and 99'],
  ['src/x.test.ts', "test('C22: a file of another kind', () => {})"],
  ['proxy/x.test.ts', "test('a page (A40)', () => {})"],
  ['faults/x.ts', '/** The moment W20. */'],
  ['src/x.ts', '// See docs/decisions/0099.'],
  ['docs/decisions/0001-x.md', 'This replaces what 0098 says.'],
])('a planted citation in %s is caught: %s', (path, text) => {
  expect(missingIn([[path, text]])).toHaveLength(1)
})

test('a planted path that does not exist is caught, and what only looks like a citation is not', () => {
  expect(lostPaths([['docs/x.md', '| a header | `src/domain/mapping/nowhere.ts` |']])).toHaveLength(1)
  expect(lostPaths([['docs/x.md', 'See [the rules](nowhere.md).']])).toHaveLength(1)
  expect(lostPaths([['docs/x.md', '`proxy/attacks/*.test.ts`, `src/domain/file/`, `npm test`, `{"id"}`']])).toEqual([])
  expect(missingIn([['src/x.ts', `'=SUM(C99)' '<c r="A77"/>' "C98" rule of thumb, W3C, #C95`]])).toEqual([])
})
