/** Page, size and filter live in the address, so that a reload or a link shows the same page. */
import { useCallback } from 'react'
import { useSearchParams } from 'wouter'

export const pageSizes = [10, 25, 50, 100] as const

export interface Paging {
  readonly page: number
  readonly size: number
  readonly setPage: (page: number) => void
  readonly setSize: (size: number) => void
}

/** Reads `page` (from 1) and `size` (one of `pageSizes`) from the address; a value that is neither falls back to the first page of 25. */
export function usePaging(): Paging {
  const [params, setParams] = useSearchParams()
  const page = Math.max(1, Math.floor(Number(params.get('page') ?? '1')) || 1)
  const asked = Number(params.get('size') ?? '25')
  const size = pageSizes.find((known) => known === asked) ?? 25
  const change = useCallback(
    (changes: Record<string, string>) => {
      setParams((before) => {
        const next = new URLSearchParams(before)
        for (const [name, value] of Object.entries(changes)) next.set(name, value)
        return next
      })
    },
    [setParams],
  )
  return {
    page,
    size,
    setPage: (next) => change({ page: String(next) }),
    setSize: (next) => change({ size: String(next), page: '1' }),
  }
}

/** Several values of the address at once; a blank takes one away. Goes back to the first page. */
export function useChangeSearch(): (changes: Readonly<Record<string, string>>) => void {
  const [, setParams] = useSearchParams()
  return useCallback(
    (changes) => {
      setParams(
        (before) => {
          const next = new URLSearchParams(before)
          next.delete('page')
          for (const [name, value] of Object.entries(changes)) {
            if (value === '') next.delete(name)
            else next.set(name, value)
          }
          return next
        },
        { replace: true },
      )
    },
    [setParams],
  )
}

/** One named value of the address; setting it goes back to the first page. */
export function useSearchParam(name: string, otherwise: string): [string, (value: string) => void] {
  const [params, setParams] = useSearchParams()
  const set = useCallback(
    (value: string) => {
      setParams((before) => {
        const next = new URLSearchParams(before)
        if (value === otherwise) next.delete(name)
        else next.set(name, value)
        next.delete('page')
        return next
      })
    },
    [name, otherwise, setParams],
  )
  return [params.get(name) ?? otherwise, set]
}
