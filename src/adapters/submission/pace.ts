/** How fast requests may leave: one shared pace that slows down when JumpCloud says so, and waits that spread out. No clock is read, since clocks jump. */

/** JumpCloud publishes no rate; these are ours: start at 4 a second, × 0.7 at each 429, never below one in two seconds. */
const startPerSecond = 4
const slowDown = 0.7
const floorPerSecond = 0.5
/** Back towards the start by a tenth after as many requests without complaint. */
const speedUpAfter = 40
const speedUp = 1.1

export interface Pace {
  /** Resolves when the next request may leave. */
  turn(): Promise<void>
  slower(): void
}

export function startPace(sleep: (ms: number) => Promise<void>): Pace {
  let perSecond = startPerSecond
  let quiet = 0
  let last = Promise.resolve()
  return {
    turn() {
      const mine = last
      quiet += 1
      if (quiet >= speedUpAfter) {
        perSecond = Math.min(startPerSecond, perSecond * speedUp)
        quiet = 0
      }
      last = mine.then(() => sleep(1000 / perSecond))
      return mine
    },
    slower() {
      perSecond = Math.max(floorPerSecond, perSecond * slowDown)
      quiet = 0
    },
  }
}

/** Full jitter: anywhere between nothing and 1, 2, 4 … seconds, at most `mostMs`. `attempt` counts from 0. */
export const backOffMs = (attempt: number, random: () => number, mostMs = 30_000): number => Math.round(random() * Math.min(mostMs, 1000 * 2 ** attempt))

/** 1, 2, 4 … 30 seconds between looks at results, a fifth more or less. */
export const pollMs = (attempt: number, random: () => number): number => Math.round(Math.min(30_000, 1000 * 2 ** attempt) * (0.8 + 0.4 * random()))
