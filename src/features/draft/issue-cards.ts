/** The groups of a draft's issues as cards: one a cause, with its columns. */
import { causes } from '#domain/issues/causes.ts'
import type { Issues } from '#workbench/draft/draft-session.ts'
import { fieldLabel } from '#workbench/user/field-label.ts'

export type IssueGroupCount = Issues['groups'][number]

export interface IssueCard {
  readonly key: string
  readonly title: string
  readonly why: string
  readonly severity: 'error' | 'warning'
  readonly count: number
  readonly groups: readonly IssueGroupCount[]
}

export const groupKey = ({ kind, severity, field, cause }: IssueGroupCount): string => `${kind} ${severity} ${cause ?? ''} ${field ?? ''}`

export const columnName = ({ field }: IssueGroupCount): string => (field === null ? 'Whole row' : fieldLabel(field))

const between = {
  double: { title: 'in several rows', why: 'Two rows cannot be the same user. Keep one of them.' },
  near: { title: 'alike but for dots', why: 'Mail providers ignore dots. Check whether it is the same user.' },
} as const

/** Errors first, then the larger ones; values that stand in several rows are a card for each column. */
export function issueCards(groups: Issues['groups']): IssueCard[] {
  const cards = new Map<string, IssueGroupCount[]>()
  for (const group of groups) {
    const key = group.kind === 'own' ? (group.cause ?? 'value') : `${group.kind} ${group.field ?? ''}`
    const known = cards.get(key)
    if (known === undefined) cards.set(key, [group])
    else known.push(group)
  }
  return [...cards]
    .map(([key, found]): IssueCard => {
      const [first] = found
      const words =
        first === undefined || first.kind === 'own'
          ? causes[first?.cause ?? 'value']
          : { title: `${columnName(first)} ${between[first.kind].title}`, why: between[first.kind].why }
      return {
        key,
        title: words.title,
        why: words.why,
        severity: found.some(({ severity }) => severity === 'error') ? 'error' : 'warning',
        count: found.reduce((sum, { count }) => sum + count, 0),
        groups: found,
      }
    })
    .sort((a, b) => (a.severity === b.severity ? b.count - a.count : a.severity === 'error' ? -1 : 1))
}
