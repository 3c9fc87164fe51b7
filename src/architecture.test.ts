/** The layer rule, as a table that runs: who may import whom, in which order the rooms of the domain stand, and what files may be called. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'
import { expect, test } from 'vitest'

const react = ['react', '@tanstack/react-query', 'react-hook-form', 'wouter', 'lucide-react']
const edge = ['src/domain', 'src/ui', 'src/adapters', 'src/workbench']

/** Longest folder first. `own` is the folder below src/features; `type x` allows types only; `node:` is the Node standard library. */
const mayImport: readonly (readonly [folder: string, allowed: readonly string[]])[] = [
  ['src/domain', ['src/domain']],
  ['src/ui', ['src/ui', 'react', 'react-dom', '@base-ui/react', '@tanstack/react-virtual', 'lucide-react']],
  ['src/adapters', ['src/domain', 'src/adapters', '@tanstack/react-query', 'papaparse', 'idb', 'zod', 'libphonenumber-js']],
  ['src/workbench', [...edge, ...react]],
  ['src/features', [...edge, ...react, 'own']],
  ['src/app', [...edge, ...react, 'react-dom', 'src/app', 'screens']],
  ['src/main.tsx', [...edge, 'react', 'react-dom', 'src/app']],
  ['proxy/simulator', ['proxy/simulator', 'node:', 'type src/domain/wire.ts']],
  ['proxy/vite-plugin.ts', ['proxy', 'node:', 'type vite']],
  ['proxy', ['proxy', 'node:', 'type src/domain/wire.ts']],
  // Benchmarks measure everything, and nothing imports them.
  ['bench', ['bench', ...edge, ...react, 'react-dom', 'papaparse', 'proxy', 'node:', 'playwright', 'vite', '.ci/browser.mjs']],
  ['faults', ['faults', 'src/domain', 'src/adapters', 'proxy', 'node:', 'playwright', 'vite', '.ci/browser.mjs']],
  ['e2e', ['e2e', 'node:', '@playwright/test', '@axe-core/playwright', '.ci/browser.mjs', 'src/banned-words.ts', 'type src/domain/wire.ts']],
]
/** The rooms of the domain in the order in which data flows: each imports only rooms before it, and the files beside them. */
const rooms = ['fields', 'packed', 'file', 'mapping', 'draft', 'issues', 'directory', 'plan', 'jobs']
const bannedNames = /(^|\/)(utils?|helpers?|lib|common|shared|misc|types|constants|hooks|services|components|index)(\.tsx?)?(\/|$)/
const topLevel = ['package.json', 'vite.config.ts', 'tsconfig.json', 'index.html', 'src', 'public', 'e2e', 'bench', 'proxy']
const besideThem = [
  'docs',
  'faults',
  'README.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'package-lock.json',
  'node_modules',
  'build',
  'test-results',
]
const mostLines = 300
const mostLinesOfFunction = 80

interface Import {
  readonly to: string
  readonly isType: boolean
}

const statement = /^\s*(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm

function importsOf(path: string, text: string): Import[] {
  return [...text.matchAll(statement)].map(([, type, fixed, lazy]) => {
    const name = (fixed ?? lazy ?? '').replace(/\?.*$/, '')
    const to = name.startsWith('#') ? `src/${name.slice(1)}` : name.startsWith('.') ? new URL(name, `file:///${path}`).pathname.slice(1) : name
    return { to, isType: type !== undefined }
  })
}

const isWithin = (to: string, folder: string) => to === folder || to.startsWith(folder.endsWith(':') ? folder : `${folder}/`)

function isAllowed(path: string, { to, isType }: Import): boolean {
  const allowed = mayImport.find(([folder]) => isWithin(path, folder))?.[1] ?? []
  const own = path.split('/').slice(0, 3).join('/')
  return allowed.some((name) => {
    if (name === 'own') return isWithin(to, own)
    if (name === 'screens') return /^src\/features\/[^/]+\/\w+Screen\.tsx$/.test(to)
    return name.startsWith('type ') ? isType && isWithin(to, name.slice(5)) : isWithin(to, name)
  })
}

const broken = (files: readonly (readonly [string, string])[]) =>
  files.flatMap(([path, text]) =>
    importsOf(path, text)
      .filter((each) => !isAllowed(path, each))
      .map(({ to }) => `${path} → ${to}`),
  )

const read: Record<string, string> = import.meta.glob(['/src/**/*.{ts,tsx}', '/proxy/**/*.ts', '/e2e/**/*.ts', '/bench/**/*.{ts,tsx}', '/faults/**/*.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const all = Object.entries(read).map(([path, text]) => [path.slice(1), text] as const)
const files = all.filter(([path]) => !path.includes('.test.'))

test('every import follows the layer rule', () => {
  expect(files.length).toBeGreaterThan(100)
  expect(broken(files)).toEqual([])
})

const roomOf = (path: string) => rooms.indexOf(/^src\/domain\/(\w+)\//.exec(path)?.[1] ?? '')

const againstTheFlow = (files: readonly (readonly [string, string])[]) =>
  files.flatMap(([path, text]) =>
    importsOf(path, text)
      .filter(({ to }) => roomOf(to) > roomOf(path) && path.startsWith('src/domain/'))
      .map(({ to }) => `${path} → ${to}`),
  )

test('a room of the domain imports only rooms that data passes before it', () => {
  const found = new Set(files.flatMap(([path]) => /^src\/domain\/(\w+)\//.exec(path)?.[1] ?? []))
  expect([...found].filter((room) => !rooms.includes(room))).toEqual([])
  expect(againstTheFlow(files)).toEqual([])
  expect(againstTheFlow([['src/domain/fields/x.ts', "import type { Job } from '../jobs/ledger-model.ts'"]])).toHaveLength(1)
  expect(againstTheFlow([['src/domain/tenant.ts', "import type { Job } from './jobs/ledger-model.ts'"]])).toHaveLength(1)
})

/** The first circle of imports as a path that ends where it began, or null. */
function circleIn(files: readonly (readonly [string, string])[]): string | null {
  const imports = new Map(files.map(([path, text]) => [path, importsOf(path, text).map(({ to }) => to)]))
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): string | null => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path].join(' → ')
    if (done.has(path)) return null
    for (const to of imports.get(path) ?? []) {
      const circle = visit(to, [...trail, path])
      if (circle !== null) return circle
    }
    done.add(path)
    return null
  }
  for (const path of imports.keys()) {
    const circle = visit(path, [])
    if (circle !== null) return circle
  }
  return null
}

test('no file imports itself by way of others', () => {
  expect(circleIn(files)).toBeNull()
  const planted = (name: string, to: string) => [`src/ui/${name}.ts`, `import { x } from './${to}.ts'`] as const
  expect(circleIn([planted('a', 'b'), planted('b', 'c'), planted('c', 'a')])).toBe('src/ui/a.ts → src/ui/b.ts → src/ui/c.ts → src/ui/a.ts')
  expect(circleIn([planted('a', 'b'), planted('b', 'c')])).toBeNull()
})

test.each([
  ['src/domain/x.ts', "import { useState } from 'react'"],
  ['src/domain/x.ts', "import { db } from '#adapters/storage/database.ts'"],
  ['src/ui/X.tsx', "import type { Job } from '#domain/jobs/ledger.ts'"],
  ['src/adapters/x.ts', "import { Button } from '#ui/Button.tsx'"],
  ['src/features/home/X.tsx', "import { y } from '../jobs/y.ts'"],
  ['src/features/home/X.tsx', "import {\n  a,\n  b,\n} from '#features/review/Review.tsx'"],
  ['src/app/X.tsx', "const x = lazy(() => import('#features/home/file-intake.ts'))"],
  ['proxy/simulator/x.ts', "import { catalogue } from '../../src/domain/fields/catalogue.ts'"],
  ['proxy/simulator/x.ts', "export { x } from '../guard.ts'"],
  ['proxy/x.ts', "import got from 'got'"],
  ['proxy/x.ts', "import { Users } from '#domain/wire.ts'"],
  ['src/adapters/x.ts', "import { median } from '../../bench/report.ts'"],
])('a planted violation in %s is caught: %s', (path, text) => {
  expect(broken([[path, text]])).toHaveLength(1)
})

test('what is allowed is not complained about', () => {
  const text = "import { a } from './a.ts'\nimport type { W } from '#domain/wire.ts'\nexport const from = 'react'"
  expect(broken([['src/domain/x.ts', text]])).toEqual([])
  expect(broken([['proxy/x.ts', "import { join } from 'node:path'\nimport type { W } from '#domain/wire.ts'"]])).toEqual([])
})

test('no file or folder has a name that says nothing', () => {
  expect(all.map(([path]) => path).filter((path) => bannedNames.test(path))).toEqual([])
  expect(bannedNames.test('src/adapters/utils.ts') && bannedNames.test('src/hooks/x.ts') && bannedNames.test('src/ui/index.ts')).toBe(true)
})

test('no file outgrows 300 lines, data tables apart', () => {
  expect(
    files
      .filter(([path, text]) => !/\/(catalogue|client-requests|real-headers)\.ts$/.test(path) && text.split('\n').length > mostLines + 1)
      .map(([path]) => path),
  ).toEqual([])
})

const styleSheets = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.css'))
  .map((path) => [join('src', path).replaceAll('\\', '/'), readFileSync(join('src', path), 'utf8')] as const)

/** Functions of more than 80 lines, each with its file; those inside of them count too. */
function longFunctions([path, text]: readonly [string, string]): string[] {
  const found: string[] = []
  const visit = (node: unknown, name: string): void => {
    if (Array.isArray(node)) return node.forEach((each) => visit(each, name))
    if (typeof node !== 'object' || node === null) return
    const { type, start, end, id, key } = node as { type?: string; start: number; end: number; id?: { name?: string }; key?: { name?: string } }
    const own = id?.name ?? key?.name ?? name
    const isFunction = type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression'
    if (isFunction && text.slice(start, end).split('\n').length > mostLinesOfFunction) found.push(`${path} ${own}`)
    for (const child of Object.values(node)) visit(child, own)
  }
  visit(parseSync(path, text).program.body, '')
  return found
}

test('no function outgrows 80 lines, tests apart', () => {
  expect(files.flatMap(longFunctions)).toEqual([])
  const lines = (count: number) => `const f = () => {\n${'  x()\n'.repeat(count - 2)}}`
  expect([longFunctions(['src/x.ts', lines(80)]), longFunctions(['src/x.ts', lines(81)])]).toEqual([[], ['src/x.ts f']])
})

/** Classes of a module that no file names after importing it; `styles[tone]` may name any. */
function unusedClasses([path, css]: readonly [string, string], files: readonly (readonly [string, string])[]): string[] {
  const uses = files.flatMap(([from, text]) =>
    [...text.matchAll(/^import (\w+) from '([^']+\.module\.css)'/gm)]
      .filter(([, , to = '']) => (to.startsWith('#') ? `src/${to.slice(1)}` : new URL(to, `file:///${from}`).pathname.slice(1)) === path)
      .map(([, name = '']) => ({ text, name })),
  )
  const classes = new Set([...css.replaceAll(/\/\*[^]*?\*\/|'[^']*'|\{[^{}]*\}/g, ' ').matchAll(/\.([a-z][\w-]*)/gi)].map(([, name = '']) => name))
  const isUsed = (name: string) => uses.some((each) => each.text.includes(`${each.name}[`) || new RegExp(`\\b${each.name}\\.${name}\\b`).test(each.text))
  return [...classes].filter((name) => !isUsed(name)).map((name) => `${path}: .${name}`)
}

test('a style sheet belongs to one component: at most 300 lines, and no class that nothing uses', () => {
  const modules = styleSheets.filter(([path]) => path.endsWith('.module.css'))
  expect(modules.length).toBeGreaterThan(50)
  expect(styleSheets.filter(([, text]) => text.split('\n').length > mostLines + 1).map(([path]) => path)).toEqual([])
  expect(modules.flatMap((sheet) => unusedClasses(sheet, files))).toEqual([])
  const planted = [['src/ui/X.tsx', "import styles from './X.module.css'\nconst a = styles.used"]] as const
  expect(unusedClasses(['src/ui/X.module.css', '.used { gap: 1.5px }\n@media print { .unused:hover { gap: 0 } }'], planted)).toHaveLength(1)
})

/** The only files that format numbers and times; a report that leaves the browser names the time zone too. */
const formatters = ['src/ui/locale.ts', 'src/domain/count.ts', 'src/adapters/job-files/write-job-file.ts']

const formatsItself = (files: readonly (readonly [string, string])[]) =>
  files
    .filter(([path, text]) => !formatters.includes(path) && /\.toLocale(Date|Time)?String\(|\bIntl\.(Number|DateTime|RelativeTime|Duration)Format\b/.test(text))
    .map(([path]) => path)

test('no screen takes the cells of a whole table apart: the draft session does it in a worker', () => {
  const maps = ([path, text]: readonly [string, string]) => /^src\/(workbench|features|app)\//.test(path) && /\b(applyMapping|mapTable)\b/.test(text)
  expect(files.filter(maps).map(([path]) => path)).toEqual([])
  expect(maps(['src/features/columns/X.tsx', 'applyMapping(table, mapping)'])).toBe(true)
})

test('numbers and times are formatted in one place', () => {
  expect(formatsItself(files.filter(([path]) => path.startsWith('src/')))).toEqual([])
  expect(formatsItself([['src/ui/X.tsx', 'const a = (1).toLocaleString()']])).toHaveLength(1)
  expect(formatsItself([['src/ui/X.tsx', 'const a = new Intl.NumberFormat()']])).toHaveLength(1)
})

test('every file says in its first line what it is for', () => {
  expect(all.filter(([, text]) => !/^\/\*\* .+\. ?\*\/|^\/\*\*\n \* .+/.test(text)).map(([path]) => path)).toEqual([])
})

test('the top level holds what it is meant to hold', () => {
  const found = readdirSync('.').filter((name) => !name.startsWith('.'))
  expect(topLevel.filter((name) => !found.includes(name))).toEqual([])
  expect(found.filter((name) => ![...topLevel, ...besideThem].includes(name))).toEqual([])
})
