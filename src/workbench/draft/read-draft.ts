/** Reads a file into a draft, and keeps the file at hand in this tab, so that it can be read again in another way. */
import type { ReadingChoices } from '#domain/file/reading.ts'
import type { Tenant } from '#domain/tenant.ts'
import { readFile } from '#adapters/intake/intake.ts'
import { rest } from './draft-checking.ts'
import { tabName } from './draft-saving.ts'
import { openNewDraft } from './draft-session.ts'

/** Files are handles: they hold no bytes until they are read. */
const files = new Map<string, File>()

export const fileOf = (draft: string): File | null => files.get(draft) ?? null

interface Options {
  readonly tenant: Tenant
  /** Of the draft that is read again; absent where a new one is made. */
  readonly draft?: { readonly id: string; readonly createdAt: number; readonly name: string }
  readonly choices?: ReadingChoices
  readonly onProgress?: (progress: { bytes: number; rows: number }) => void
  readonly signal?: AbortSignal
}

/** A short random name for a draft: it stands in addresses. */
const newDraftId = () => crypto.randomUUID().slice(0, 13)

/** Answers the id of the draft. Rejects with `ReadError` where the file cannot be read; then the draft is as it was. */
export async function readDraft(file: File, { tenant, draft, choices = {}, onProgress, signal }: Options): Promise<string> {
  const made = { id: draft?.id ?? newDraftId(), tenant, name: draft?.name ?? file.name, createdAt: draft?.createdAt ?? Date.now() }
  const { table, source, settled, checked, stored } = await readFile(file, {
    choices,
    draft: { ...made, owner: tabName },
    signal,
    ...(onProgress === undefined ? {} : { onProgress }),
  })
  files.set(made.id, file)
  openNewDraft({ draft: { ...made, source, table }, settled, checked, stored })
  // The screen that shows it is drawn in a task of its own.
  await rest()
  return made.id
}
