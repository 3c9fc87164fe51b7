/** Which rows of a grid are drawn, and how one is brought into sight. All are of one height, so they are found four at a time. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, type RefObject } from 'react'
import { headerHeight, rowHeight } from './grid-sizes.ts'

/** The virtualizer notes where each of its items is: a hundred thousand rows one by one would take as long as drawing them. */
const bandRows = 4

interface GridRows {
  /** In pixels, the header included. */
  readonly height: number
  /** `slot` is the element that draws the row: the one of a row that went out of sight draws the next that comes in. */
  readonly drawn: readonly { readonly index: number; readonly top: number; readonly slot: number }[]
  readonly show: (row: number) => void
}

const bandsBeyond = 1
const bandHeight = rowHeight * bandRows
const placeOf = (index: number, slot: number) => ({ index, top: headerHeight + index * rowHeight, slot })

/** The active row is drawn wherever it is, so that what has the focus never leaves the page. */
export function useGridRows(root: RefObject<HTMLElement | null>, rowCount: number, active: number): GridRows {
  const bands = useVirtualizer({
    count: Math.ceil(rowCount / bandRows),
    getScrollElement: () => root.current,
    estimateSize: () => bandHeight,
    overscan: bandsBeyond,
    paddingStart: headerHeight,
  })
  // As many as can ever be drawn at this height: one band more where two are cut off.
  const slots = (Math.ceil((bands.scrollRect?.height ?? 0) / bandHeight) + 1 + 2 * bandsBeyond) * bandRows
  const drawn = bands.getVirtualItems().flatMap(({ index: band }) => {
    const first = band * bandRows
    return Array.from({ length: Math.max(0, Math.min(bandRows, rowCount - first)) }, (_, at) => placeOf(first + at, (first + at) % slots))
  })
  if (active < rowCount && (active < (drawn[0]?.index ?? 0) || active > (drawn.at(-1)?.index ?? -1))) drawn.push(placeOf(active, -1))
  const show = useCallback(
    (row: number) => {
      const element = root.current
      const { range } = bands
      const band = Math.floor(row / bandRows)
      // Asking the browser where it is costs a layout: only for rows that may be out of sight.
      if (element === null || (range !== null && band > range.startIndex && band < range.endIndex)) return
      // The header is above the rows wherever they are scrolled to.
      const highest = row * rowHeight
      const lowest = highest + rowHeight - (element.clientHeight - headerHeight)
      if (element.scrollTop > highest) element.scrollTop = highest
      else if (element.scrollTop < lowest) element.scrollTop = lowest
    },
    [bands, root],
  )
  // While it scrolls, the elements stay where they are on the page, since moving them takes a part of every frame; at rest they stand in the order of the rows.
  const placed = bands.isScrolling ? drawn.toSorted((a, b) => a.slot - b.slot) : drawn
  return { height: headerHeight + rowCount * rowHeight, drawn: placed, show }
}
