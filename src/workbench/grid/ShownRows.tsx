/** How many rows are shown, and of how many where a filter hides some. */
import { counted } from '#domain/count.ts'
import { formatNumber } from '#ui/locale.ts'

export function ShownRows({ shown, all, isFiltered }: { readonly shown: number; readonly all: number; readonly isFiltered: boolean }) {
  return <span>{isFiltered ? `Filtered: ${formatNumber(shown)} of ${counted(all, 'row')}` : counted(all, 'row')}</span>
}
