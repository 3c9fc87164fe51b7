/** Which columns of a grid are drawn: the frozen ones, those in sight, and the active one. */
import { defaultRangeExtractor, useVirtualizer, type Range, type VirtualItem } from '@tanstack/react-virtual'
import { useCallback, useLayoutEffect, useMemo, useState, type RefObject } from 'react'
import { columnLayout } from './column-layout.ts'
import type { GridColumn } from './grid-model.ts'
import { rowHeaderWidth } from './grid-sizes.ts'

export function useGridColumns(root: RefObject<HTMLElement | null>, columns: readonly GridColumn[], frozen: number, active: number) {
  const layout = useMemo(() => columnLayout(columns, frozen), [columns, frozen])
  const across = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => root.current,
    estimateSize: (index) => columns[index]?.width ?? 160,
    overscan: 2,
    paddingStart: rowHeaderWidth,
    scrollPaddingStart: layout.frozenWidth,
    rangeExtractor: (range: Range) => {
      const always = Array.from({ length: layout.frozen }, (_, index) => index)
      if (active >= 0 && active < range.count) always.push(active)
      return [...new Set([...always, ...defaultRangeExtractor(range)])].toSorted((a, b) => a - b)
    },
  })
  useLayoutEffect(() => {
    across.measure()
  }, [across, columns])
  const show = useCallback(
    (column: number) => {
      const element = root.current
      // What the virtualizer noted last: asking the browser would cost a layout.
      const [from, width] = [across.scrollOffset ?? 0, across.scrollRect?.width ?? 0]
      if (element === null || column < layout.frozen || width === 0) return
      const [left, right] = [layout.lefts[column] ?? 0, layout.lefts[column + 1] ?? 0]
      if (left - layout.frozenWidth < from) element.scrollLeft = left - layout.frozenWidth
      else if (right - width > from) element.scrollLeft = Math.min(right - width, left - layout.frozenWidth)
    },
    [across, layout, root],
  )
  return { layout, shown: useSameWhileEqual(across.getVirtualItems()), show, width: layout.lefts.at(-1) ?? rowHeaderWidth }
}

const isSame = (a: readonly VirtualItem[], b: readonly VirtualItem[]) =>
  a.length === b.length && a.every(({ index, start, size }, at) => index === b[at]?.index && start === b[at].start && size === b[at].size)

/**
 * The first of equal lists, so that rows are told by the list itself whether to be drawn again. Every column counts: with one that is always drawn, two
 * lists begin and end alike and differ between, and so they do once two columns have changed places.
 */
function useSameWhileEqual(shown: readonly VirtualItem[]): readonly VirtualItem[] {
  const [known, setKnown] = useState(shown)
  if (known === shown || isSame(known, shown)) return known
  setKnown(shown)
  return shown
}
