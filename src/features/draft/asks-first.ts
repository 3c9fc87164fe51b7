/** Causes whose repair needs a choice: they are corrected column by column. */

export const asksFirst = new Set<string | null>(['word', 'date-order'])
