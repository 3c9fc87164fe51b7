/** A page from before an update of Rollcall: its next screen is no longer served, and a reload brings the new one. */

/** What browsers say where a module cannot be loaded (Chromium, Firefox, Safari; observed). */
const couldNotLoad = /failed to fetch dynamically imported module|error loading dynamically imported module|importing a module script failed|unable to preload/i

export const isOutdatedPage = (error: unknown): boolean => error instanceof Error && couldNotLoad.test(error.message)

const mark = 'rollcall.reloaded-at'
/** A reload that did not help is not tried again at once. */
const onceInMs = 60_000

interface Place {
  readonly now: number
  readonly session: Pick<Storage, 'getItem' | 'setItem'>
  /** Whether something on the page asks to stay: then nothing is reloaded by itself. */
  readonly wouldLose: () => boolean
}

/** Whether the page may reload by itself: nothing is lost by it, and it was not just tried. */
export function mayReload({ now, session, wouldLose }: Place): boolean {
  const last = Number(session.getItem(mark) ?? Number.NaN)
  if (wouldLose() || now - last < onceInMs) return false
  session.setItem(mark, String(now))
  return true
}

/** Whoever has something unsaved prevents the page from closing; the same question, without closing it. */
export const wouldLoseSomething = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
