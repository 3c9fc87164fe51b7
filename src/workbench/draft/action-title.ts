/** The title of a column that says what to do with a row, on every screen that shows one. */
import { counted } from '#domain/count.ts'

export const actionTitle = (header: string, leaving: number): string =>
  leaving === 0 ? `“${header}” does not decide what happens` : `“${header}”: ${counted(leaving, 'user')} ${leaving === 1 ? 'leaves' : 'leave'}`
