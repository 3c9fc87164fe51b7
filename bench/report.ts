/** What a benchmark says: one line a figure, met, short or close by its own bar, and a section of its own in docs/benchmarks.md. */

/** `<=16` and `>=95` are in the figure's own unit; `<=2x` and `>=0.8x` are of the peer from the same run. */
export type Bar = `<=${number}` | `>=${number}` | `<=${number}x` | `>=${number}x`

export interface Figure {
  /** No spaces; ends with its unit: `-ms`, `-kb`, `-requests`. */
  readonly name: string
  readonly value: number
  /** The same measure of the peer or the floor, in the same unit; null where there is none. */
  readonly peer: number | null
  readonly bar: Bar
}

/** One area's benchmark: what it measured, and sentences that a reader of the figures needs. */
export interface Measured {
  readonly figures: readonly Figure[]
  readonly notes?: readonly string[]
}

/** At most two decimals, and none where the number is large: what is printed is also what is judged. */
const rounded = (value: number): number => (Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 100) / 100)

/** A figure this near to its bar, on either side, is within what one run differs from the next. */
const closeWithin = 0.1

function verdict(shown: number, limit: number, side: string | undefined): 'met' | 'short' | 'close' {
  // A bar of nothing, such as "0 users lost", has no neighborhood.
  if (limit !== 0 && Math.abs(shown - limit) <= closeWithin * Math.abs(limit) + 1e-9) return 'close'
  return (side === '<' ? shown <= limit : shown >= limit) ? 'met' : 'short'
}

/** The line as it is printed; a figure that was not measured, or whose peer is missing, is short. */
export function lineOf({ name, value, peer, bar }: Figure): string {
  if (/\s/.test(name) || !/-[a-z]+$/.test(name)) throw new Error(`The figure “${name}” needs a name without spaces that ends with its unit.`)
  const parts = /^([<>])=(-?\d+(?:\.\d+)?)(x?)$/.exec(bar)
  if (parts === null) throw new Error(`“${bar}” is no bar: write <=16, >=95, <=2x or >=0.8x.`)
  const [, side, number, isRatio] = parts
  const shown = rounded(value)
  const shownPeer = peer === null ? null : rounded(peer)
  const limit = isRatio === 'x' ? (shownPeer === null ? Number.NaN : Number(number) * shownPeer) : Number(number)
  return `bench: ${name} ${shown} ${shownPeer ?? '-'} ${bar} ${verdict(shown, limit, side)}`
}

/** The value below which the given share of the values lies (nearest rank); NaN without values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1 ? (sorted[Math.floor(middle)] ?? Number.NaN) : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}

const introduction = `# Benchmarks

Printed by \`npm run bench -- <area>\`, which also rewrites the area's section here. A line is the name with its unit, the value, the same measure of
the peer or floor in the same run, the bar, and \`met\` or \`short\`. A figure within 10 % of its bar, on either side, is \`close\`: the next run may say the
other. Values are medians unless the name says otherwise.
`

/** The page with one area's section replaced, or put in its alphabetical place; the other sections stay as they are, byte for byte. */
export function withSection(page: string, area: string, body: string): string {
  const [head, ...rest] = (page === '' ? introduction : page).split(/^(?=## )/m)
  const nameOf = (section: string) => /^## (.*)/.exec(section)?.[1]?.trim() ?? ''
  const others = rest.filter((section) => nameOf(section) !== area)
  const sections = [...others, `## ${area}\n\n${body.trimEnd()}\n`].toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  return [head ?? '', ...sections].map((part) => `${part.trimEnd()}\n`).join('\n')
}
