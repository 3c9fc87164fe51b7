/** Waits of the engine that spread out. */

/** Full jitter: anywhere between nothing and 1, 2, 4 … seconds, at most `mostMs`. `attempt` counts from 0. */
export const backOffMs = (attempt: number, random: () => number, mostMs = 30_000): number => Math.round(random() * Math.min(mostMs, 1000 * 2 ** attempt))

/** 1, 2, 4 … 30 seconds between looks at results, a fifth more or less. */
export const pollMs = (attempt: number, random: () => number): number => Math.round(Math.min(30_000, 1000 * 2 ** attempt) * (0.8 + 0.4 * random()))
