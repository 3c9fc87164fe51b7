/** A few cells that a transform would change, each with what it is made of: a blank says nothing about a name that was split. */
import type { BulkChange } from '../draft/bulk.ts'
import { fieldByKey } from '../fields/field-lookup.ts'
import type { FieldKey } from '../fields/field.ts'
import { readerOf, type Input, type Surroundings, type Transform } from '../mapping/transforms/transform.ts'
import { placeOf, textOf } from '../packed/patch-table.ts'
import type { Sample } from './fix-group.ts'

export interface StepSample extends Sample {
  /** Where the cell was blank, the values of other cells that it is made of. */
  readonly from?: string
}

const inField = (field: FieldKey): Input => ({ kind: 'field', field })
const names: readonly Input[] = [inField('firstname'), inField('lastname')]

/** Cells that are searched for different texts. */
const mostSearched = 200

/** What a transform reads besides the cell itself. */
function inputsOf(transform: Transform): readonly Input[] {
  switch (transform.kind) {
    case 'split-name':
    case 'fill':
      return [transform.from]
    case 'combine':
      return transform.inputs
    case 'usernames':
      return transform.pattern.startsWith('{email}') ? [inField('email')] : transform.fullName === null ? names : [transform.fullName]
    default:
      return []
  }
}

/** Samples of one column of a change; none of a secret. */
export function samplesOfColumn(
  { field, rows, before, after }: BulkChange['columns'][number],
  transform: Transform | null,
  around: Surroundings,
  most: number,
): StepSample[] {
  if (before === null || after === null || fieldByKey(field)?.secret === true) return []
  const inputs = transform === null ? [] : inputsOf(transform)
  const read = readerOf(around)
  const found: StepSample[] = []
  const seen = new Set<string>()
  for (let at = 0; at < Math.min(rows.length, mostSearched) && found.length < most; at += 1) {
    const row = rows[at] ?? 0
    const text = textOf(before, at)
    const from = text === '' ? inputs.flatMap((input) => read(input, row).trim() || []).join(' · ') : ''
    const source = from === '' ? text : from
    // A column of few words says more with each of them than with the first one twice. Of a blank that nothing is read for, the rows differ.
    if (source !== '' && seen.has(source)) continue
    seen.add(source)
    const sample = { row, before: text, after: textOf(after, at) }
    found.push(from === '' ? sample : { ...sample, from })
  }
  return found
}

/** Samples of a whole change: of its first column, with what the others make of the same source. */
export function samplesOfChange({ columns }: BulkChange, transform: Transform | null, around: Surroundings, most: number): StepSample[] {
  const [first, ...others] = columns
  if (first === undefined) return []
  return samplesOfColumn(first, transform, around, most).map((sample) => {
    if (sample.from === undefined) return sample
    const more = others.flatMap(({ field, rows, after }) => {
      const place = placeOf(rows, sample.row)
      return after !== null && rows[place] === sample.row && fieldByKey(field)?.secret !== true ? [textOf(after, place)] : []
    })
    return { ...sample, after: [sample.after, ...more].join(' · ') }
  })
}
