/** How fast results come in and how long the rest takes, from what was seen; never a guess from nothing. */

export interface Sample {
  /** Epoch milliseconds. */
  readonly at: number
  /** Users with a final result. */
  readonly done: number
}

/** Results come in bursts, a read at a time: a shorter window jumps about. */
const windowMs = 60_000
/** A rate from fewer seconds than this is noise. */
const leastMs = 4_000

/** Of a stretch without results only its ends are kept. */
export function withSample(samples: readonly Sample[], next: Sample): readonly Sample[] {
  const last = samples.at(-1)
  if (last !== undefined && next.at <= last.at) return samples
  const isQuiet = last?.done === next.done && samples.at(-2)?.done === next.done
  return isQuiet ? [...samples.slice(0, -1), next] : [...samples.filter(({ at }) => next.at - at <= windowMs), next]
}

export interface Rate {
  readonly perSecond: number
  readonly leftMs: number
}

/** Null while nothing has come in for long enough to say. */
export function rateOf(samples: readonly Sample[], left: number, now: number): Rate | null {
  const first = samples[0]
  const last = samples.at(-1)
  if (first === undefined || last === undefined) return null
  const spanMs = Math.max(last.at, now) - first.at
  const came = last.done - first.done
  if (spanMs < leastMs || came <= 0) return null
  const perSecond = (came * 1_000) / spanMs
  return { perSecond, leftMs: (left / perSecond) * 1_000 }
}

/** For how long nothing has come in. */
export function quietMs(samples: readonly Sample[], now: number): number {
  const last = samples.at(-1)
  const first = samples.find(({ done }) => done === last?.done)
  return first === undefined ? 0 : now - first.at
}

/** "about 40 seconds", "about 3 minutes": no more exact than it can be. */
export function leftWords(leftMs: number): string {
  const seconds = Math.ceil(leftMs / 1_000)
  if (seconds <= 5) return 'a few seconds'
  if (seconds < 60) return `about ${Math.ceil(seconds / 10) * 10} seconds`
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 60) return minutes === 1 ? 'about a minute' : `about ${minutes} minutes`
  const hours = Math.round(minutes / 6) / 10
  return hours === 1 ? 'about an hour' : `about ${hours} hours`
}
