/** For how many days this browser keeps values of users; a choice of the administrator, for all organizations. */
const key = 'rollcall.retention-days'
const usualDays = 30
export const leastDays = 1
export const mostDays = 3_650

export function getRetentionDays(): number {
  const stored = Number(localStorage.getItem(key) ?? String(usualDays))
  return Number.isInteger(stored) && stored >= leastDays && stored <= mostDays ? stored : usualDays
}

export const setRetentionDays = (days: number): void => localStorage.setItem(key, String(days))
