/** Text in the wrong encoding is said again before it is sent. */
import { expect, test } from 'vitest'
import { encodingAdvice } from './improbable-values.ts'
import type { Plan, PlanItem } from './plan-model.ts'

const create = (row: string, values: Readonly<Record<string, string>>): PlanItem => ({
  kind: 'create',
  row,
  changes: Object.entries(values).map(([field, after]) => ({ field, kind: 'set', before: '', after })),
  omitted: [],
})
const planOf = (...items: readonly PlanItem[]) => ({ items }) as unknown as Plan

test.each(['Dzia³', 'MÃ¼ller', 'M?ller', '?ukasz', 'B\uFFFDhm', 'An\uFEFFa', '£ukasz'])('the value %j is named with its field', (lastname) => {
  const [advice] = encodingAdvice(planOf(create('r1', { username: 'ivo', lastname }), create('r2', { username: 'lea', lastname: 'Müller' })))
  expect([advice?.title, advice?.items.length]).toEqual(['1 user with text that may be in the wrong encoding', 1])
  expect(advice?.detail).toContain('Check Last name.')
})

test('names with accents are no reason, and a password is never looked into', () => {
  expect(encodingAdvice(planOf(create('r1', { username: 'ivo', lastname: 'Łukasiewicz', firstname: 'Zoë', password: 'Dzia³\uFFFD' })))).toEqual([])
})
