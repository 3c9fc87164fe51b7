/** How fast requests may leave: a token bucket that slows down when JumpCloud says so, and waits that spread out. */

/** JumpCloud publishes no rate; these are ours: start at 4 a second, × 0.7 at each 429, never below one in two seconds. */
const startPerSecond = 4
const slowDown = 0.7
const floorPerSecond = 0.5

export interface Pace {
  /** Resolves when the next request may leave. */
  turn(): Promise<void>
  slower(): void
}

export function startPace(now: () => number, sleep: (ms: number) => Promise<void>): Pace {
  let perSecond = startPerSecond
  let freeAt = 0
  return {
    async turn() {
      const at = Math.max(now(), freeAt)
      freeAt = at + 1000 / perSecond
      const wait = at - now()
      if (wait > 0) await sleep(wait)
    },
    slower() {
      perSecond = Math.max(floorPerSecond, perSecond * slowDown)
    },
  }
}

/** Full jitter: anywhere between nothing and 1, 2, 4 … seconds, at most `mostMs`. `attempt` counts from 0. */
export const backOffMs = (attempt: number, random: () => number, mostMs = 30_000): number => Math.round(random() * Math.min(mostMs, 1000 * 2 ** attempt))

/** 1, 2, 4 … 30 seconds between looks at results, a fifth more or less. */
export const pollMs = (attempt: number, random: () => number): number => Math.round(Math.min(30_000, 1000 * 2 ** attempt) * (0.8 + 0.4 * random()))
