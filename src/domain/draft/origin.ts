/** Where the rows of a draft come from, stored with it, and what the screens call it. */

export type DraftOrigin =
  | { readonly kind: 'file' }
  /** An empty grid, filled in by hand. */
  | { readonly kind: 'empty' }
  /** Directory users, picked on the Users screen. */
  | { readonly kind: 'directory' }
  /** The rows of a job that were not done. */
  | { readonly kind: 'retry'; readonly jobId: string; readonly jobName: string; readonly hasNoFile?: true }
  /** The values from before a job. */
  | { readonly kind: 'revert'; readonly jobId: string; readonly jobName: string }
  /** Rows of another draft, split off by what a column says. */
  | { readonly kind: 'split'; readonly draftId: string; readonly draftName: string }
  /** Users who are missing from a full list. */
  | { readonly kind: 'leavers'; readonly draftId: string; readonly draftName: string }

export const fromFile: DraftOrigin = { kind: 'file' }

export function originLabel(origin: DraftOrigin): string {
  switch (origin.kind) {
    case 'file':
      return 'Imported file'
    case 'empty':
      return 'Created by hand'
    case 'directory':
      return 'From the directory'
    case 'retry':
      return `Retry of ${origin.jobName}`
    case 'revert':
      return `Revert of ${origin.jobName}`
    case 'split':
      return `Split from ${origin.draftName}`
    case 'leavers':
      return `Missing from ${origin.draftName}`
  }
}

const isRead: Record<DraftOrigin['kind'], boolean> = { file: false, empty: false, split: false, retry: false, directory: true, revert: true, leavers: true }

/** Whether the rows were read from the directory, and so stand in no file. */
export const isFromDirectory = (origin: DraftOrigin): boolean => isRead[origin.kind]

/** Whether the line of a row is a line of a file. */
export const hasFileLines = (origin: DraftOrigin): boolean =>
  origin.kind === 'file' || origin.kind === 'split' || (origin.kind === 'retry' && origin.hasNoFile !== true)

/** Where to look a row up; `line` is null for one that no file has. */
export function rowPlace(origin: DraftOrigin, line: number | null): string {
  if (isFromDirectory(origin)) return 'From the directory'
  if (line === null) return 'Added by hand'
  return `${hasFileLines(origin) ? 'Line' : 'Row'} ${line}`
}
