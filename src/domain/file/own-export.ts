/** Recognizes the files that Rollcall itself has written, by their header. */
import { catalogue } from '../fields/catalogue.ts'

const own = new Set(catalogue.flatMap(({ key, label }) => [key, label]))

/** Every column is called exactly as Rollcall calls a field: only then may a guard be taken off again. */
export const isOwnHeader = (headers: readonly string[]): boolean =>
  headers.length > 0 && headers.every((header) => own.has(header) || /^attributes\.[A-Za-z0-9]{1,31}$/.test(header))
