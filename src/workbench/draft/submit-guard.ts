/** From how many users on a submit asks for the number to be typed: a setting of this browser. */

const key = 'rollcall.submit-guard'
export const usualLimit = 100
export const mostLimit = 100_000

export function getSubmitLimit(): number {
  const stored = Number(localStorage.getItem(key) ?? usualLimit)
  return Number.isInteger(stored) && stored >= 0 && stored <= mostLimit ? stored : usualLimit
}

export const setSubmitLimit = (limit: number) => localStorage.setItem(key, String(limit))
