/** Columns of a file of which nothing is sent, each with the reason. */
import type { OpenDraft } from '#workbench/draft/draft-session.ts'

export interface UnsentColumn {
  readonly header: string
  readonly reason: string
}

export const unsentColumns = ({ mapping, origin }: Pick<OpenDraft, 'mapping' | 'origin'>): UnsentColumn[] =>
  // Columns of a draft that no file was read for are ours.
  origin.kind !== 'file'
    ? []
    : mapping.flatMap(({ header, target }): UnsentColumn[] => {
        if (target.kind === 'not-sent') return [{ header, reason: target.reason }]
        if (target.kind === 'unmapped') return [{ header, reason: 'Not mapped.' }]
        return target.kind === 'ignored' ? [{ header, reason: 'You chose not to use it.' }] : []
      })
