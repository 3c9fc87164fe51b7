/** The measures of the grid in pixels. */

export const rowHeight = 30
export const headerHeight = 34
export const rowHeaderWidth = 76
export const leastColumnWidth = 48
export const mostColumnWidth = 800
