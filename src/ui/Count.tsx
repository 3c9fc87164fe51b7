/** A number as the reader's locale writes it. */
import { formatNumber } from './locale.ts'

export function Count({ value }: { readonly value: number }) {
  return <>{formatNumber(value)}</>
}
