/** Changes that are one only in spelling: named, apart from the others, and excluded in one step (a spreadsheet has made them, as a rule). */
import { counted, plural } from '../count.ts'
import { fieldByKey } from '../fields/field-lookup.ts'
import type { FieldKey } from '../fields/field.ts'
import type { RowKey } from '../packed/row.ts'
import type { Advice, Plan, PlanItem } from './plan-model.ts'

interface Group {
  readonly field: FieldKey
  readonly items: PlanItem[]
  readonly rows: RowKey[]
  readonly example: string
}

/** Updates by the field in which they change nothing but case, leading zeros, or the signs between letters and digits. */
function groupsOf({ items }: Plan, only: 'case' | 'zeros' | 'signs'): Group[] {
  const groups = new Map<FieldKey, Group>()
  for (const item of items) {
    if (item.kind !== 'update') continue
    for (const change of item.changes) {
      if (change.only !== only) continue
      const group = groups.get(change.field) ?? { field: change.field, items: [], rows: [], example: `${change.before} → ${change.after}` }
      group.items.push(item)
      group.rows.push(item.row)
      groups.set(change.field, group)
    }
  }
  return [...groups.values()]
}

const titles = {
  zeros: 'only gain or lose leading zeros',
  case: 'change only in upper and lower case',
  signs: 'change only in spaces, quotes or dashes',
} as const

export function spellingAdvice(plan: Plan): Advice[] {
  const found = (['zeros', 'case', 'signs'] as const).flatMap((only) =>
    groupsOf(plan, only).map(({ field, items, rows, example }): Advice => {
      const label = fieldByKey(field)?.label ?? field
      const loses = only === 'zeros' ? 'A spreadsheet that takes numbers for numbers does this.' : 'Exclude them if the spelling in JumpCloud is right.'
      return {
        key: only,
        tone: only === 'zeros' ? 'warning' : 'info',
        title: `${counted(rows.length, `${label} value`)} ${plural(rows.length, titles[only].replace(/^only gain or lose/, 'only gains or loses').replace(/^change/, 'changes'), titles[only])}`,
        detail: `For example ${example}. ${loses}`,
        items,
        omit: { field, rows },
      }
    }),
  )
  const { alike } = plan.counts
  if (alike === 0) return found
  const title = `${counted(alike, 'value')} ${plural(alike, 'is', 'are')} the same in another spelling`
  return [
    ...found,
    { key: 'alike', tone: 'info', title, detail: 'Unicode form, surrounding blanks, the case of emails and equal times are no change.', items: [] },
  ]
}
