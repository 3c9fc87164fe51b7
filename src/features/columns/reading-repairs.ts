/** Repairs that a file suggests and one click makes: each is an import option, so it can be taken back the same way. */
import type { ReadingChoices } from '#domain/file/reading.ts'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'

type Change = { readonly [key in keyof ReadingChoices]?: ReadingChoices[key] | undefined }

export interface Repair {
  readonly label: string
  readonly change: Change
}

export function repairsOf({ source, table }: OpenDraft): Repair[] {
  const { offers = [], joinAt = null, choices } = source
  const repairs: Repair[] = []
  const has = (offer: (typeof offers)[number]) => offers.includes(offer) && choices[offer] === undefined
  if (has('extraValues') && joinAt !== null) repairs.push({ label: `Join values in “${table.headers[joinAt] ?? ''}”`, change: { extraValues: joinAt } })
  if (has('wholeLines') && source.heldBack.length > 0) repairs.push({ label: 'Split single-value lines', change: { wholeLines: 'split' } })
  if (choices.spaces === 'remove') repairs.push({ label: 'Keep spaces around values', change: { spaces: undefined } })
  return repairs
}
