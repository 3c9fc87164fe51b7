/** A number in the reader's own way of writing numbers. */

export function Count({ value }: { readonly value: number }) {
  return <>{value.toLocaleString()}</>
}
