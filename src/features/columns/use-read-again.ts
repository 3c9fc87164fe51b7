/** Reads the file of a draft again with other import options: at once where nothing is lost, and after a question where edits would be. */
import { useState } from 'react'
import type { ReadingChoices } from '#domain/file/reading.ts'
import { ReadError } from '#adapters/intake/intake.ts'
import { fileOf, keepChosen, readFileDraft, type OpenDraft } from '#workbench/draft/draft-session.ts'

/** The reason for the field of a column that an administrator has chosen. */
export const chosenByHand = 'You chose it'

/** Choices are added to those that were made before; `undefined` takes one back. */
export type ChooseOptions = (change: { readonly [key in keyof ReadingChoices]?: ReadingChoices[key] | undefined }) => void

interface Wanted {
  readonly file: File
  readonly choices: ReadingChoices
}

export function useReadAgain(draft: OpenDraft, hasEdits: boolean) {
  const [isReading, setReading] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [waiting, setWaiting] = useState<Wanted | null>(null)
  const file = fileOf(draft.id)

  const read = async (wanted: Wanted) => {
    setWaiting(null)
    setFailure(null)
    setReading(true)
    const { headers } = draft.table
    try {
      await readFileDraft(wanted.file, { tenant: draft.tenant, draft, choices: wanted.choices })
      keepChosen(
        draft.id,
        headers,
        draft.mapping.filter(({ why }) => why === chosenByHand),
      )
    } catch (error) {
      setFailure(error instanceof ReadError ? error.message : String(error))
    } finally {
      setReading(false)
    }
  }
  const ask = (wanted: Wanted) => {
    if (hasEdits) setWaiting(wanted)
    else void read(wanted)
  }
  return {
    file,
    isReading,
    failure,
    waiting,
    choose: ((change) => {
      if (file !== null) ask({ file, choices: withChoice(draft.source.choices, change) })
    }) satisfies ChooseOptions as ChooseOptions,
    chooseFile: (chosen: File) => ask({ file: chosen, choices: draft.source.choices }),
    goOn: () => waiting !== null && void read(waiting),
    stay: () => setWaiting(null),
  }
}

function withChoice(choices: ReadingChoices, change: { readonly [key in keyof ReadingChoices]?: ReadingChoices[key] | undefined }): ReadingChoices {
  const next = Object.entries({ ...choices, ...change }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(next)
}
