/** Values that hardly any name contains, said again before they are sent: a wrong code page, unreadable characters, and marks inside a text. */
import { counted } from '../count.ts'
import { fieldByKey } from '../fields/field-lookup.ts'
import { hasLostLetters, isImprobable } from '../fields/improbable.ts'
import { withoutMojibake } from '../issues/repairs/characters.ts'
import type { Advice, Change, Plan } from './plan-model.ts'

const unreadable = /[\uFEFF\uFFFD]/
const shownFields = 3

const isOdd = ({ field, after }: Change): boolean =>
  fieldByKey(field)?.secret !== true && (unreadable.test(after) || isImprobable(after) || hasLostLetters(after) || withoutMojibake(after) !== after)

export function encodingAdvice(plan: Plan): Advice[] {
  const items = plan.items.filter((item) => item.kind === 'create' || item.kind === 'update').filter(({ changes }) => changes.some(isOdd))
  if (items.length === 0) return []
  const labels = [...new Set(items.flatMap(({ changes }) => changes.filter(isOdd).map(({ field }) => fieldByKey(field)?.label ?? field)))]
  const fields = `${labels.slice(0, shownFields).join(', ')}${labels.length > shownFields ? ` and ${labels.length - shownFields} more` : ''}`
  return [
    {
      key: 'encoding',
      tone: 'warning',
      title: `${counted(items.length, 'user')} with text that may be in the wrong encoding`,
      detail: `Check ${fields}. If the letters are wrong, choose another encoding in the import options, or correct the values in the grid.`,
      items,
    },
  ]
}
