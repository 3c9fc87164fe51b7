/** A column that was sorted without the others gives users the values of each other, and is named. */
import { expect, test } from 'vitest'
import { countItems, type PlanItem } from './plan-model.ts'
import { shiftedValues } from './shifted-values.ts'

const create = (row: string, values: Readonly<Record<string, string>>): PlanItem => ({
  kind: 'create',
  row,
  changes: Object.entries(values).map(([field, after]) => ({ field, before: '', after })),
  omitted: [],
})
const said = (...items: readonly PlanItem[]) =>
  shiftedValues({ items, counts: countItems(items) }).map(({ title, items: hit }) => `${title} [${hit.map(({ row }) => row).join(' ')}]`)

test('emails that are moved down by a row, also of users who exist', () => {
  const rows = [
    create('r1', { username: 'zoe.ek', email: 'yan.li@x.example' }),
    create('r2', { username: 'Yan.Li', email: 'xi.wu@x.example' }),
    create('r3', { username: 'xi.wu', email: 'ana@x.example' }),
  ]
  expect(said(...rows)).toEqual(['2 users with an email that has the username of another row [r1 r2]'])
  const user = { id: 'a', username: 'ana', email: 'ana@x.example' }
  const update: PlanItem = { kind: 'update', row: 'r4', user, changes: [{ field: 'email', before: user.email, after: 'zoe.ek@x.example' }], omitted: [] }
  expect(said(...rows, update)).toEqual(['4 users with an email that has the username of another row [r1 r2 r3 r4]'])
})

test('display names of each other', () => {
  expect(
    said(create('r1', { firstname: 'Zoë', lastname: 'Ek', displayname: 'Yan Li' }), create('r2', { firstname: 'Yan', lastname: 'Li', displayname: 'Zoe  Ek' })),
  ).toEqual(['2 users with a display name that is the name of another row [r1 r2]'])
})

test('values of their own, and one alone, are nothing', () => {
  expect(
    said(
      create('r1', { username: 'zoe', email: 'zoe@x.example', firstname: 'Zoë', lastname: 'Ek', displayname: 'Zoë Ek' }),
      create('r2', { username: 'yan', email: 'y.li@x.example', displayname: 'Yan L.' }),
      create('r3', { username: 'y.li', email: 'other@x.example' }),
    ),
  ).toEqual([])
})
