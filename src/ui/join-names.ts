/** Joins class names, leaving out what is not there. */

export const joinNames = (...names: readonly (string | false | null | undefined)[]): string => names.filter(Boolean).join(' ')
