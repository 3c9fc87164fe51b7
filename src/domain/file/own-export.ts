/** Recognizes the files that Rollcall itself has written, by their header. */
import { guardMark } from './formula-guard.ts'
import { catalogue } from '../fields/catalogue.ts'

const own = new Set(catalogue.flatMap(({ key, label }) => [key, label]))

/** Every column is called exactly as Rollcall calls a field, or the file has the mark of its guarded cells. */
export const isOwnHeader = (headers: readonly string[]): boolean =>
  headers.some((header) => header.trim() === guardMark) ||
  (headers.length > 0 && headers.every((header) => own.has(header) || /^attributes\.[A-Za-z0-9]{1,31}$/.test(header)))
