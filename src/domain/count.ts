/** Says how many of something there are: "1 user", "3 users", and the word that goes with either. */

const format = new Intl.NumberFormat()

/** "1,204", in the locale of whoever reads it. Screens use `formatNumber` of src/ui/locale.ts, which knows no domain. */
export const formatCount = (count: number): string => format.format(count)

/** `many` is needed only where it is not `one` with an s. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${formatCount(count)} ${plural(count, one, many)}`

/** The word alone, for a verb or a noun that stands apart from its number: `plural(left, 'is', 'are')`. */
export const plural = (count: number, one: string, many = `${one}s`): string => (count === 1 ? one : many)
