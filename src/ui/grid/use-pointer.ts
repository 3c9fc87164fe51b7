/** The mouse on the cells: drags select, on the row headers whole rows, on the handle they fill; outside the grid they scroll it. */
import { useLayoutEffect, useRef, type PointerEvent, type RefObject } from 'react'
import { placeAt, scrollStep, type ColumnLayout } from './column-layout.ts'
import type { CellPlace } from './grid-model.ts'
import { headerHeight } from './grid-sizes.ts'

export type DragKind = 'cells' | 'rows' | 'columns' | 'fill'

interface Options {
  readonly root: RefObject<HTMLDivElement | null>
  readonly layout: ColumnLayout
  readonly onStart: (kind: DragKind, place: CellPlace, extend: boolean) => void
  readonly onDrag: (kind: DragKind, place: CellPlace) => void
  readonly onEnd: (kind: DragKind) => void
}

const viewOf = (element: HTMLElement) => {
  const { left, top } = element.getBoundingClientRect()
  return { left, top, scrollLeft: element.scrollLeft, scrollTop: element.scrollTop }
}

export function usePointer(options: Options) {
  // A drag outlives the render in which it began.
  const latest = useRef(options)
  useLayoutEffect(() => {
    latest.current = options
  })

  const at = (x: number, y: number): CellPlace | null => {
    const element = latest.current.root.current
    return element === null ? null : placeAt(x, y, viewOf(element), latest.current.layout)
  }

  const drag = (kind: DragKind, begin: { readonly clientX: number; readonly clientY: number }) => {
    let point = { x: begin.clientX, y: begin.clientY }
    let frame = 0
    const follow = () => {
      const place = at(point.x, point.y)
      if (place !== null) latest.current.onDrag(kind, { row: Math.max(0, place.row), column: Math.max(0, place.column) })
    }
    const scroll = () => {
      const element = latest.current.root.current
      if (element === null) return
      const box = element.getBoundingClientRect()
      const down = kind === 'columns' ? 0 : scrollStep(point.y, box.top + headerHeight, box.top + element.clientHeight)
      const across = kind === 'rows' ? 0 : scrollStep(point.x, box.left + latest.current.layout.frozenWidth, box.left + element.clientWidth)
      // Over the frozen columns a drag selects them, unless it came from beyond.
      const left = across < 0 && element.scrollLeft === 0 ? 0 : across
      if (down !== 0 || left !== 0) {
        element.scrollBy({ top: down, left, behavior: 'instant' })
        follow()
      }
      frame = requestAnimationFrame(scroll)
    }
    const onMove = (event: globalThis.PointerEvent) => {
      point = { x: event.clientX, y: event.clientY }
      follow()
    }
    const stop = () => {
      cancelAnimationFrame(frame)
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', stop)
      window.removeEventListener('pointercancel', stop)
      latest.current.onEnd(kind)
    }
    window.addEventListener('pointermove', onMove)
    window.addEventListener('pointerup', stop)
    window.addEventListener('pointercancel', stop)
    frame = requestAnimationFrame(scroll)
  }

  const onPointerDown = (event: PointerEvent) => {
    const target = event.target instanceof Element ? event.target : null
    if (event.button !== 0 || target === null || target.closest('button, input, textarea, [data-editor]') !== null) return
    const place = at(event.clientX, event.clientY)
    if (place === null) return
    const kind: DragKind | null =
      target.closest('[data-handle]') !== null ? 'fill' : place.row < 0 ? (place.column < 0 ? null : 'columns') : place.column < 0 ? 'rows' : 'cells'
    // A header is dragged to move its column, and the scroll bars belong to the browser.
    if (kind === null || target.closest('[role="gridcell"], [role="rowheader"], [role="columnheader"], [data-handle]') === null) return
    latest.current.onStart(kind, place, event.shiftKey)
    if (kind === 'columns') return
    // A finger scrolls; it selects by a tap.
    if (event.pointerType === 'touch') return
    event.preventDefault()
    drag(kind, event)
  }
  return { onPointerDown, at }
}
