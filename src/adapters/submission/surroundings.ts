/** The browser's own clock, chance and locks, for an engine that is given no others. */
import type { EngineDependencies } from './engine-model.ts'
import { startUpdates } from './updates.ts'

export const browserDependencies = (): Pick<EngineDependencies, 'now' | 'sleep' | 'random' | 'newKey' | 'alone' | 'startUpdates'> => ({
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: () => Math.random(),
  newKey: () => crypto.randomUUID(),
  startUpdates,
  // A Web Lock is freed by the browser when its tab dies, so that another tab goes on at once.
  alone: (name, task, isTakeOver) => {
    let isMine = true
    return navigator.locks
      .request(name, isTakeOver ? { steal: true } : {}, () => task(() => isMine))
      .finally(() => {
        isMine = false
      })
  },
})
