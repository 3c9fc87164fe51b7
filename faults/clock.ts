/** A clock that only moves when everybody sleeps, and chance that repeats from a seed. */

interface Timer {
  readonly at: number
  readonly order: number
  readonly wake: () => void
}

export class Clock {
  #time = 1_700_000_000_000
  #order = 0
  #timers: Timer[] = []
  /** What the machine's own clock is off by; it may jump, the waiting may not. */
  skewMs = 0

  now(): number {
    return this.#time + this.skewMs
  }

  /** Virtual milliseconds since some start; never jumps. */
  elapsed(): number {
    return this.#time
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.at(this.#time + Math.max(0, ms), resolve))
  }

  at(time: number, wake: () => void) {
    this.#order += 1
    const timer = { at: time, order: this.#order, wake }
    let low = 0
    let high = this.#timers.length
    while (low < high) {
      const middle = (low + high) >> 1
      const each = this.#timers[middle]
      if (each !== undefined && (each.at > time || (each.at === time && each.order > timer.order))) low = middle + 1
      else high = middle
    }
    // Latest first, so that the next one is popped off the end.
    this.#timers.splice(low, 0, timer)
  }

  /** Runs until nothing is planned any more, or until a time or a number of steps; answers whether it came to rest. */
  async run(untilMs: number, mostSteps = 50_000): Promise<boolean> {
    const end = this.#time + untilMs
    for (let step = 0; step < mostSteps; step += 1) {
      await new Promise((resolve) => setImmediate(resolve))
      const next = this.#timers.at(-1)
      if (next === undefined) return true
      if (next.at > end) {
        this.#time = end
        return true
      }
      this.#timers.pop()
      this.#time = Math.max(this.#time, next.at)
      next.wake()
    }
    return false
  }
}

/** mulberry32: small, fast, and the same everywhere. */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const never = <T>(): Promise<T> => new Promise(() => undefined)
