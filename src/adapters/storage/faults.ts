/** What keeps the browser from storing, in the administrator's words. */

export type StorageFaultKind = 'full' | 'denied' | 'blocked' | 'newer' | 'taken' | 'gone' | 'other'

/** `message` says what happened and what to do. */
export class StorageFault extends Error {
  override readonly name = 'StorageFault'
  readonly kind: StorageFaultKind
  /** The browser's own words. */
  readonly detail: string

  constructor(kind: StorageFaultKind, detail = '') {
    super(sentences[kind](detail))
    this.kind = kind
    this.detail = detail
  }
}

const sentences: Record<StorageFaultKind, (detail: string) => string> = {
  full: () => 'This browser’s storage is full. Free disk space, or delete finished drafts on Home, and try again.',
  denied: () => 'This browser blocks storage, usually because of a private window or blocked site data. Allow it for this address, or use a normal window.',
  blocked: () => 'Another tab of Rollcall, from before an update, holds the storage. Close or reload the other tabs, and try again.',
  newer: () => 'Rollcall was updated in another tab. Reload this one; stored drafts and jobs are kept.',
  taken: () => 'Another tab has taken over this draft, so changes made here are not stored.',
  gone: () => 'The draft is no longer in this browser’s storage: it was deleted in another tab, or the site’s data was cleared.',
  other: (detail) => `The browser could not store it: ${detail}. Try again; if it fails again, restart the browser.`,
}

const byName: Readonly<Record<string, StorageFaultKind>> = {
  QuotaExceededError: 'full',
  SecurityError: 'denied',
  // Firefox, in windows and settings without storage.
  InvalidStateError: 'denied',
  VersionError: 'newer',
}

export function faultOf(error: unknown): StorageFault {
  if (error instanceof StorageFault) return error
  if (!(error instanceof Error)) return new StorageFault('other', String(error))
  // A failed commit is an AbortError whose reason browsers name in the message only.
  const kind = byName[error.name] ?? (/quota/i.test(error.message) ? 'full' : 'other')
  return new StorageFault(kind, error.message.replace(/\.$/, ''))
}

/** A fault as it crosses from a worker: errors lose their kind on the way. */
export interface PlainFault {
  readonly kind: StorageFaultKind
  readonly detail: string
}

export const plainFault = (error: unknown): PlainFault => {
  const { kind, detail } = faultOf(error)
  return { kind, detail }
}
