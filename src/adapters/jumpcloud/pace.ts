/** How fast requests leave for JumpCloud: one pace for every reader and sender of this page. It learns from 429, and reads no clock, since clocks jump. */
import { ApiError } from './errors.ts'

/** JumpCloud publishes no rate; these are ours. */
export const paceDefaults = {
  /** Requests a second at the start. */
  start: 4,
  /** Never faster, and never slower, than this. */
  most: 20,
  least: 0.25,
  /** So many leave at once after a rest, until JumpCloud has asked to slow down. */
  burst: 16,
}
/** A quarter faster after so many requests without complaint, and three tenths slower at a 429. */
const speedUpAfter = 8
const speedUp = 1.25
const slowDown = 0.7
/** A little below what was refused is as fast as it gets, until as many requests went well. */
const below = 0.9
const forgetAfter = 200
/** Without advice: 1, 2, 4 … seconds of rest, at most half a minute. */
const mostRestMs = 30_000

export interface Pace {
  /** Resolves when the next request may leave. */
  turn(): Promise<void>
  /** JumpCloud asked to slow down. Nobody's next request leaves before the time that it named. */
  slower(retryAfterMs?: number | null): void
}

export function startPace(sleep: (ms: number) => Promise<void>, given: Partial<typeof paceDefaults> = {}): Pace {
  const { start, most, least, burst } = { ...paceDefaults, ...given }
  let perSecond = start
  let ceiling = most
  let quiet = 0
  let refusals = 0
  /** Several answers to requests that left together are one complaint. */
  let hasLeft = false
  let slots = burst
  let wanted = burst
  let free = burst
  const waiting: (() => void)[] = []
  let rest: Promise<void> = Promise.resolve()
  let refill: Promise<void> = Promise.resolve()

  const leaves = () => {
    hasLeft = true
    quiet += 1
    if (quiet % speedUpAfter === 0) {
      refusals = 0
      perSecond = Math.min(ceiling, perSecond * speedUp)
    }
    if (quiet % forgetAfter === 0) ceiling = Math.min(most, ceiling * speedUp)
    refill = refill.then(() => sleep(1000 / perSecond)).then(() => rest)
    void refill.then(comesBack)
  }
  const comesBack = () => {
    if (slots > wanted) {
      slots -= 1
      return
    }
    const next = waiting.shift()
    if (next === undefined) free += 1
    else {
      leaves()
      next()
    }
  }
  return {
    turn() {
      if (free === 0) return new Promise((resolve) => waiting.push(resolve))
      free -= 1
      leaves()
      return rest
    },
    slower(retryAfterMs = null) {
      if (!hasLeft) return
      hasLeft = false
      quiet = 0
      refusals += 1
      ceiling = Math.max(least, perSecond * below)
      perSecond = Math.max(least, perSecond * slowDown)
      // No more than one at a time from here on.
      wanted = 1
      const dropped = Math.min(free, slots - 1)
      free -= dropped
      slots -= dropped
      const ms = retryAfterMs ?? Math.min(mostRestMs, 1000 * 2 ** (refusals - 1))
      rest = rest.then(() => sleep(ms))
    },
  }
}

/** More than anybody waits for: by then JumpCloud answers nobody. */
const usualWaits = 60

interface Paced {
  readonly signal?: AbortSignal | undefined
  readonly onSlower?: (() => void) | undefined
  /** For who says meanwhile what it waits for, and asks again by itself. */
  readonly mostWaits?: number | undefined
}

/** So many times the engine waits within one read, before the screen of its job says so. */
export const engineWaits = 8

/** A read in its turn. Where JumpCloud asks to slow down it is asked again, so that what was read before it is not lost. */
export async function paced<T>(pace: Pace, read: () => Promise<T>, { signal, onSlower, mostWaits = usualWaits }: Paced = {}): Promise<T> {
  for (let waits = 0; ; waits += 1) {
    await pace.turn()
    signal?.throwIfAborted()
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof ApiError && error.kind === 'rate-limited')) throw error
      pace.slower(error.retryAfterMs)
      if (waits >= mostWaits) throw error
      onSlower?.()
    }
  }
}

/** The pace of this page. */
export const jumpCloudPace: Pace = startPace((ms) => new Promise((resolve) => setTimeout(resolve, ms)))
