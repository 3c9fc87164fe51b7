/** Transforms and repairs of a file are proposed for the next one with its headers, can be handed on as a file, and hold no secret. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ColumnMapping } from './model.ts'
import { readRecipe, recipeText } from './recipe.ts'
import { recipeStep, stepFor, stepsFor, withSteps, type RecipeStep } from './recipe-steps.ts'
import type { Transform } from './transforms/transform.ts'

const headers = ['Full Name', 'Mail', 'Mail', 'Initial password', 'Country']
const column = (at: number) => ({ kind: 'column', column: at }) as const
const field = (key: string) => ({ kind: 'field', field: key }) as const

const transforms: readonly Transform[] = [
  { kind: 'split-name', from: column(0), onlyBlank: true },
  { kind: 'combine', field: 'displayname', inputs: [field('firstname'), column(0)], pattern: '{0} {1}', onlyBlank: false },
  { kind: 'fixed', field: 'company', text: 'Acme', onlyBlank: true },
  { kind: 'fill', field: 'email', from: column(2) },
  { kind: 'usernames', pattern: '{first}.{last}', maximum: 20, umlauts: 'two-letters', onlyBlank: true, fullName: column(0) },
  { kind: 'usernames', pattern: '{email}', maximum: 30, umlauts: 'one-letter', onlyBlank: false, fullName: null },
  { kind: 'name-order', field: 'displayname' },
  { kind: 'values', field: 'department', values: new Map([['Eng', 'Engineering']]) },
  { kind: 'countries', field: 'addresses.work.country' },
  { kind: 'brackets', field: 'department' },
  { kind: 'zeros', field: 'employeeIdentifier', digits: 5 },
  { kind: 'phones', field: 'phoneNumbers.mobile', country: 'DE', countryFrom: column(4) },
  { kind: 'phones', field: 'phoneNumbers.mobile', country: 'DE', countryFrom: null },
  { kind: 'dates', field: 'attributes.startDate', order: 'day-first' },
  { kind: 'dates', field: 'attributes.startDate', order: null },
  { kind: 'replace', field: 'jobTitle', find: 'Sr', by: 'Senior', isWholeCell: false, matchCase: true },
  { kind: 'case', field: 'lastname', to: 'name' },
]
const repairs: readonly RecipeStep[] = [
  { kind: 'repair', cause: 'padding', field: 'lastname' },
  { kind: 'repair', cause: 'date-order', field: 'attributes.startDate', order: 'month-first' },
  { kind: 'repair', cause: 'word', field: 'state', words: new Map([['On leave', 'SUSPENDED']]) },
]
const steps = [...transforms.flatMap((transform) => recipeStep(transform, headers) ?? []), ...repairs]
const recipe = { id: 'x', name: 'HR', savedAt: 1, columns: [], steps: [{ headers: ['fullname 1'], steps }] }

test('every transform and repair comes back from an exported recipe as it was', () => {
  expect(steps).toHaveLength(transforms.length + repairs.length)
  const read = readRecipe(recipeText(recipe))
  expect(read.kind === 'read' ? read.steps : read).toEqual(recipe.steps)
  expect(steps.flatMap((step) => stepFor(step, headers) ?? [])).toEqual([...transforms.map((transform) => ({ kind: 'transform', transform })), ...repairs])
})

test('a column that a transform reads is found where it moved to, and without it the transform is not proposed', () => {
  const step = recipeStep({ kind: 'fill', field: 'email', from: column(2) }, headers)
  expect(step).not.toBeNull()
  if (step === null) return
  expect(stepFor(step, ['MAIL', 'x', 'mail'])).toEqual({ kind: 'transform', transform: { kind: 'fill', field: 'email', from: column(2) } })
  expect(stepFor(step, ['mail', 'x'])).toBeNull()
})

test('nothing of a password is kept: no fixed value, no column that holds one, and none that a file brings', () => {
  const secrets: Transform[] = [
    { kind: 'fixed', field: 'password', text: 'Secret-2026!', onlyBlank: false },
    { kind: 'combine', field: 'password', inputs: [field('lastname')], pattern: '{0}-2026', onlyBlank: false },
    { kind: 'fill', field: 'description', from: column(3) },
    { kind: 'fill', field: 'description', from: field('password') },
    { kind: 'combine', field: 'description', inputs: [field('lastname'), column(3)], pattern: '{0} {1}', onlyBlank: false },
  ]
  expect(secrets.map((transform) => recipeStep(transform, headers))).toEqual(secrets.map(() => null))
  const sent = JSON.stringify({
    format: 'rollcall-recipe',
    version: 1,
    name: 'x',
    columns: [],
    steps: [
      {
        headers: ['a 1'],
        steps: [
          { kind: 'transform', transform: { kind: 'fixed', field: 'password', text: 'Secret-2026!', onlyBlank: false } },
          { kind: 'transform', transform: { kind: 'fill', field: 'description', from: { kind: 'header', header: 'Password', occurrence: 1 } } },
          { kind: 'repair', cause: 'padding', field: 'password' },
        ],
      },
    ],
  })
  expect(readRecipe(sent)).toMatchObject({ kind: 'read', steps: [{ headers: ['a 1'], steps: [] }] })
})

test('a recipe with a step that is none is refused with a sentence, whatever stands in it', () => {
  const withStep = (step: unknown) => JSON.stringify({ format: 'rollcall-recipe', version: 1, name: 'x', columns: [], steps: [{ headers: [], steps: [step] }] })
  for (const step of [null, {}, { kind: 'transform' }, { kind: 'transform', transform: { kind: 'toString' } }, { kind: 'repair', cause: 1, field: 'email' }])
    expect(readRecipe(withStep(step)).kind).toBe('unreadable')
  for (const step of [
    { kind: 'repair', cause: 'no-such-cause', field: 'email' },
    { kind: 'repair', cause: 'constructor', field: 'email' },
  ])
    expect(readRecipe(withStep(step)).kind).toBe('unreadable')
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(['read', 'unreadable']).toContain(readRecipe(withStep({ kind: 'transform', transform: value })).kind)
    }),
    { numRuns: 300 },
  )
})

const mapped = (...names: string[]): ColumnMapping[] =>
  names.map((header, at) => ({ column: at, header, target: { kind: 'field', field: at === 0 ? 'displayname' : 'email' }, why: '' }))

test('steps are proposed where all mapped headers of their file are, wherever they stand; taken back, they are forgotten', () => {
  const kept = withSteps([], mapped('Full Name', 'Mail'), steps)
  expect(stepsFor(kept, ['Mail', 'Added', 'full name', 'Mail', 'Country', 'Initial password'])).toHaveLength(steps.length)
  expect(stepsFor(kept, ['Mail', 'Country'])).toEqual([])
  const newer = withSteps(kept, mapped('Full Name', 'Mail'), repairs)
  expect(newer).toHaveLength(1)
  expect(stepsFor(newer, ['Full Name', 'Mail'])).toEqual(repairs)
  expect(withSteps(newer, mapped('Full Name', 'Mail'), [])).toEqual([])
})
