/** Work that waits until the page has nothing better to do, but no longer than so many milliseconds. Safari has no idle callback. */

type RequestIdle = (work: () => void, options: { timeout: number }) => void

export function whenIdle(work: () => void, timeout = 2_000) {
  const request = (globalThis as { requestIdleCallback?: RequestIdle }).requestIdleCallback
  if (request === undefined) setTimeout(work, Math.min(timeout, 500))
  else request(work, { timeout })
}
