/** The cells that match a search in the users' grid, in the order in which they are shown, and which of them is the current one. */
import { useEffect, useRef, useState } from 'react'
import { findCells } from '#adapters/search/find-cells.ts'
import { patternProblem, type FindOptions } from '#domain/draft/find-text.ts'
import { isClear } from '#domain/fields/clear.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { RowKey, RowSet } from '#domain/packed/row.ts'
import type { CellPlace, CellRange } from '#ui/grid/grid-model.ts'
import type { RowView } from './use-row-view.ts'

export interface FoundInGrid {
  readonly row: RowKey
  readonly field: string
  /** Where it is shown. */
  readonly place: CellPlace
  readonly before: string
  readonly after: string
}

export interface Search {
  readonly options: FindOptions
  readonly replacement: string
  /** `everywhere`, `selection`, or a column. */
  readonly where: string
  readonly selected: CellRange | null
}

export interface SearchedGrid {
  readonly set: RowSet
  readonly view: RowView
  readonly shown: readonly string[]
  readonly range: () => CellRange | null
  /** Brings a match into sight; the keyboard stays in the panel. */
  readonly onShow: (place: CellPlace) => void
}

const delayMs = 150
export const isSecret = (key: string) => fieldByKey(key)?.secret === true

/** Only rows and columns that are shown: what a filter hides is neither found nor replaced. */
function areaOf({ where, selected }: Search, { view, shown }: SearchedGrid) {
  const all = shown.flatMap((key, column) => (isSecret(key) ? [] : [{ key, column }]))
  const isSelection = where === 'selection'
  const [left, right] = [selected?.left ?? 0, selected?.right ?? -1]
  const columns = all.filter(({ key, column }) => (isSelection ? column >= left && column <= right : where === 'everywhere' || key === where))
  return { columns, rows: isSelection ? { top: selected?.top ?? 0, bottom: selected?.bottom ?? -1 } : { top: 0, bottom: view.count - 1 } }
}

async function findInGrid(search: Search, grid: SearchedGrid, signal: AbortSignal): Promise<readonly FoundInGrid[]> {
  const { columns, rows } = areaOf(search, grid)
  const texts: string[] = []
  const places: Omit<FoundInGrid, 'before' | 'after'>[] = []
  const slots = columns.map(({ key }) => grid.set.columns.indexOf(key))
  for (let row = rows.top; row <= rows.bottom; row += 1) {
    const found = grid.view.at(row)
    if (found === undefined) continue
    columns.forEach(({ key, column }, index) => {
      const text = found.cells[slots[index] ?? -1] ?? ''
      if (text === '' || isClear(text)) return
      texts.push(text)
      places.push({ row: found.key, field: key, place: { row, column } })
    })
  }
  const found = await findCells(texts, search.options, search.replacement, signal)
  return found.flatMap(({ at, before, after }) => {
    const place = places[at]
    return place === undefined ? [] : [{ ...place, before, after }]
  })
}

/** The first match from a cell on, or behind it; around the end it is the first of all. */
export function matchFrom(cells: readonly Pick<FoundInGrid, 'place'>[], from: CellPlace, isBehind: boolean): number {
  const distance = ({ row, column }: CellPlace) => row - from.row || column - from.column
  const at = cells.findIndex(({ place }) => distance(place) > 0 || (distance(place) === 0 && !isBehind))
  return at < 0 && cells.length > 0 ? 0 : at
}

const isAt = (cell: FoundInGrid | undefined, { row, column }: CellPlace) => cell?.place.row === row && cell.place.column === column

/** Finds a moment after the last change. What was asked for in the panel is shown in the grid at once; an edit in the grid moves nothing. */
export function useFind(grid: SearchedGrid, search: Search) {
  const { options, replacement, where, selected } = search
  const { set, view } = grid
  const [cells, setCells] = useState<readonly FoundInGrid[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const [at, setAt] = useState(-1)
  /** What the next result is shown for: a new search, or the match behind one that was replaced. */
  const wanted = useRef<'search' | 'next' | null>(null)
  const lastAsked = useRef<readonly unknown[]>([])
  const active = (): CellPlace => {
    const { top = 0, left = 0 } = grid.range() ?? {}
    return { row: top, column: left }
  }
  const found = (next: readonly FoundInGrid[]) => {
    const index = matchFrom(next, active(), wanted.current === 'next')
    const isWanted = wanted.current !== null
    wanted.current = null
    setCells(next)
    setAt(isWanted || isAt(next[index], active()) ? index : -1)
    const cell = next[index]
    if (isWanted && cell !== undefined) grid.onShow(cell.place)
  }
  useEffect(() => {
    const asked = [options, where, selected]
    if (asked.some((each, index) => each !== lastAsked.current[index])) wanted.current = 'search'
    lastAsked.current = asked
    const wrong = options.text === '' ? null : patternProblem(options)
    setProblem(wrong)
    if (options.text === '' || wrong !== null) {
      setCells([])
      setAt(-1)
      return
    }
    const abort = new AbortController()
    const timer = setTimeout(() => {
      findInGrid(search, grid, abort.signal).then(
        (next) => !abort.signal.aborted && found(next),
        (error: unknown) => {
          setCells([])
          setProblem(error instanceof Error ? error.message : String(error))
        },
      )
    }, delayMs)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
    // A filter or an edit while the panel is open is a new search too.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [options, replacement, where, selected, set, view.count, view.sort, view.filter])
  return {
    cells,
    problem,
    /** The current match among the cells; -1 for none. */
    at,
    /** To the match behind the active cell, or to the one before it. */
    step: (by: 1 | -1) => {
      if (cells.length === 0) return
      const next = (matchFrom(cells, active(), by > 0) + Math.min(by, 0) + cells.length) % cells.length
      const cell = cells[next]
      setAt(next)
      if (cell !== undefined) grid.onShow(cell.place)
    },
    /** The match behind the current one is shown, once the grid has changed. */
    showNext: () => {
      wanted.current = 'next'
    },
  }
}
