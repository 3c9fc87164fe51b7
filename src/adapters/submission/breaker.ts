/** A circuit breaker: where JumpCloud fails again and again it is left alone for a while, and then asked once. */
import { ApiError, type ApiErrorKind } from '../jumpcloud/errors.ts'

/** The usual numbers: at least 5 calls, half of them failed, 30 seconds of rest, one try. */
const leastCalls = 5
const windowCalls = 10
const restMs = 30_000

/** What counts against JumpCloud; a refusal is an answer. */
const failures = new Set<ApiErrorKind>(['server', 'unreachable', 'ambiguous', 'unreadable'])
export const countsAsFailure = (error: unknown): boolean => !(error instanceof ApiError) || failures.has(error.kind)

export interface Breaker {
  /** Runs a call, after a rest where one is due. A rest ends with one call; the others wait for how it ends. */
  through<T>(call: () => Promise<T>): Promise<T>
  isResting(): boolean
}

export function startBreaker(sleep: (ms: number) => Promise<void>): Breaker {
  let recent: boolean[] = []
  let trial: Promise<void> | null = null

  const note = (isGood: boolean) => {
    recent = [...recent, isGood].slice(-windowCalls)
  }
  const isOpen = () => recent.length >= leastCalls && recent.filter((isGood) => !isGood).length * 2 >= recent.length

  async function watched<T>(call: () => Promise<T>): Promise<T> {
    try {
      const value = await call()
      note(true)
      return value
    } catch (error) {
      note(!countsAsFailure(error))
      throw error
    }
  }

  async function through<T>(call: () => Promise<T>): Promise<T> {
    if (!isOpen()) return watched(call)
    if (trial !== null) {
      await trial
      return through(call)
    }
    let end: () => void = () => undefined
    trial = new Promise((resolve) => {
      end = resolve
    })
    try {
      await sleep(restMs)
      const value = await call()
      recent = []
      return value
    } catch (error) {
      if (!countsAsFailure(error)) recent = []
      throw error
    } finally {
      trial = null
      end()
    }
  }

  return { through, isResting: () => trial !== null }
}
