/** Keeps the words of docs/banned-words.txt out of every string and every piece of JSX text. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'
import { expect, test } from 'vitest'
import { bannedIn, readBannedWords } from './banned-words.ts'

const words = readBannedWords(readFileSync('docs/banned-words.txt', 'utf8'))

/** Names that other programs give to columns, and made-up people: data, not our words. */
const foreignWords = new Set([
  'src/domain/fields/catalogue.ts',
  'src/domain/fields/header-names.ts',
  'src/domain/fields/header-words.ts',
  'src/domain/mapping/header-tokens.ts',
  'src/domain/mapping/real-headers.ts',
  'src/domain/fields/not-sent.ts',
  'proxy/simulator/user-parts.ts',
  'proxy/simulator/seed.ts',
])

const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name).replaceAll('\\', '/')
    if (entry.isDirectory()) return sourcesIn(path)
    return /\.tsx?$/.test(path) && !path.includes('.test.') && !foreignWords.has(path) ? [path] : []
  })

/** Texts that a reader may see: strings with a space or a capital in them, templates and JSX text. Names of keys, kinds and files are none. */
function textsIn(path: string, source: string): string[] {
  const texts: string[] = []
  const isProse = (text: string) => /\s/.test(text.trim()) || /^\p{Lu}\p{Ll}/u.test(text)
  const take = (text: unknown) => {
    if (typeof text === 'string' && isProse(text)) texts.push(text.replaceAll(/\s+/g, ' '))
  }
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (typeof node !== 'object' || node === null) return
    const { type, value, quasis } = node as { type?: string; value?: unknown; quasis?: readonly { value: { cooked: string } }[] }
    if (type === 'ImportDeclaration' || type === 'ExportAllDeclaration' || type === 'TSLiteralType') return
    if (type === 'Literal' || type === 'JSXText') take(value)
    if (type === 'TemplateLiteral') take(quasis?.map((each) => each.value.cooked).join('…'))
    for (const [key, child] of Object.entries(node)) if (key !== 'quasis') visit(child)
  }
  const { program, errors } = parseSync(path, source)
  expect([path, errors]).toEqual([path, []])
  visit(program.body)
  return texts
}

const foundIn = (path: string, source: string): { readonly phrase: string; readonly text: string; readonly instead: string }[] =>
  textsIn(path, source).flatMap((text) => bannedIn(text, words).map((found) => ({ ...found, text })))

test('no string says what docs/banned-words.txt has another word for', () => {
  const paths = [...sourcesIn('src'), ...sourcesIn('proxy')]
  expect(paths.length).toBeGreaterThan(250)
  const found = paths.flatMap((path) =>
    foundIn(path, readFileSync(path, 'utf8')).map(({ phrase, instead, text }) => `${path}: “${phrase}” => ${instead}: ${text.trim()}`),
  )
  expect(found).toEqual([])
})

test.each([
  ['a string', `const x = 'The row is held back.'`],
  ['a template', 'const x = `${count} people`'],
  ['JSX text over two lines', 'const x = <p>It was left\n  out of the job</p>'],
  ['an attribute', '<Button label="Leave out" />'],
  ['one capital word', `const label = 'Somebody'`],
])('a banned word in %s is found', (_, source) => {
  expect(foundIn('planted.tsx', source)).toHaveLength(1)
})

test('keys, types, imports and words that only contain a banned one are left alone', () => {
  const source = `import { people } from './people.ts'\nconst x: 'left out' = y\nconst kind = 'people'\nconst text = 'Personal data of 3 users'`
  expect(foundIn('planted.tsx', source)).toEqual([])
})

/** Comments and names of tests are read by those who come next: the words that were given up may not come back there either. */
const notInComments = /\b(people(?!\.csv|\.ts|-file)|persons?|anew|left out|held back|set apart|passed over|is said that)\b/i

const commentsIn = (source: string): string[] => [
  ...(source.match(/\/\*[^]*?\*\//g) ?? []),
  ...(source.match(/(?:^|\s)\/\/ [^\n]*/g) ?? []),
  ...[...source.matchAll(/^\s*test(?:\.\w+)*\((['"`])(.*?)\1,/gm)].map(([, , name = '']) => name),
]

const outdatedIn = (source: string): string[] => commentsIn(source).filter((text) => notInComments.test(text))

test('no comment and no name of a test has a word that the glossary replaced', () => {
  const all = ['src', 'proxy', 'faults', 'bench', 'e2e'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path))
      .map((path) => join(folder, path).replaceAll('\\', '/'))
      .filter((path) => !foreignWords.has(path) && path !== 'src/voice.test.ts'),
  )
  expect(all.length).toBeGreaterThan(600)
  expect(all.flatMap((path) => outdatedIn(readFileSync(path, 'utf8')).map((text) => `${path}: ${text.trim()}`))).toEqual([])
  expect(outdatedIn("/** Ten people. */\n// It is made anew.\ntest('a row is left out', run)\nconst text = 'people'")).toHaveLength(3)
})

test('every line of the list has its better word, and none is there twice', () => {
  expect(words.length).toBeGreaterThan(50)
  expect(words.filter(({ instead }) => instead === '')).toEqual([])
  expect(new Set(words.map(({ phrase }) => phrase)).size).toBe(words.length)
})
