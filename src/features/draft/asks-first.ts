/** Causes whose repair needs a choice: they are corrected column by column. */

export const asksFirst = new Set<string | null>(['word', 'date-order'])

/** Causes whose values may be right as they are: whether zeros were lost, or “12.345” is one number, somebody has to look first. */
const looksFirst = new Set<string>(['zeros', 'thousands'])

/** Whether cells of a cause are repaired together with those of all others. */
export const isRepairedWithAll = (cause: string): boolean => !looksFirst.has(cause) && !asksFirst.has(cause)
