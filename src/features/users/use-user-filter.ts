/** The search and status of Users live in the address, so that a reload or a link shows the same users. */
import { useMemo } from 'react'
import { useSearchParam, useChangeSearch } from '#workbench/navigation/search-params.ts'
import { noFilter, showLabels, type Show, type UserFilter } from './user-filter.ts'

const isShow = (text: string): text is Show => Object.hasOwn(showLabels, text)

export function useUserFilter(): readonly [UserFilter, (filter: UserFilter) => void] {
  const [search] = useSearchParam('find', '')
  const [show] = useSearchParam('show', 'all')
  const change = useChangeSearch()
  const filter = useMemo((): UserFilter => ({ ...noFilter, search, show: isShow(show) ? show : 'all' }), [search, show])
  return [filter, (next) => change({ find: next.search, show: next.show === 'all' ? '' : next.show })]
}
