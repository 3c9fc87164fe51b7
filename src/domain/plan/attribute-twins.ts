/** Custom attributes that differ from another one only by case or by what stands between the letters: a second attribute is rarely meant. */
import { counted } from '../count.ts'
import type { FieldKey } from '../fields/field.ts'
import type { SystemUser } from '../wire.ts'
import type { Advice, Plan, PlanItem } from './plan-model.ts'

const prefix = 'attributes.'
const fold = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

interface Named {
  readonly field: FieldKey
  readonly items: PlanItem[]
}

/** Attributes that the plan gives a value, by name. */
function attributesOf({ items }: Plan): Map<string, Named> {
  const found = new Map<string, Named>()
  for (const item of items) {
    if (item.kind !== 'create' && item.kind !== 'update') continue
    for (const { field, clears } of item.changes) {
      if (!field.startsWith(prefix) || clears === true) continue
      const name = field.slice(prefix.length)
      const named = found.get(name) ?? { field, items: [] }
      named.items.push(item)
      found.set(name, named)
    }
  }
  return found
}

/** `users` are those that were read: attributes of others are not known. */
export function attributeTwins(plan: Plan, users: readonly SystemUser[]): Advice[] {
  const sent = attributesOf(plan)
  if (sent.size === 0) return []
  const exact = new Set(users.flatMap(({ attributes }) => (attributes ?? []).map(({ name }) => name ?? '')))
  // What the directory has is the right spelling; of two that are new, the first one of the file.
  const spellings = new Map<string, string>()
  for (const name of [...exact, ...sent.keys()]) if (name !== '' && !spellings.has(fold(name))) spellings.set(fold(name), name)
  return [...sent].flatMap(([name, { field, items }]): Advice[] => {
    const other = spellings.get(fold(name)) ?? name
    if (exact.has(name) || other === name) return []
    return [
      {
        key: 'attribute-twins',
        tone: 'warning',
        title: `“${name}” will be a second custom attribute beside “${other}”`,
        detail: `For ${counted(items.length, 'user')}. JumpCloud tells these names apart. If they mean the same, map the column to “${other}”.`,
        items,
        omit: { field, rows: items.map(({ row }) => row) },
      },
    ]
  })
}
