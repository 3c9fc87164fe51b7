/** Work that waits until the page has nothing better to do; with a `timeout`, no longer than so many milliseconds. Safari has no idle callback. */

type RequestIdle = (work: () => void, options?: { readonly timeout: number }) => void

export function whenIdle(work: () => void, timeout?: number) {
  const request = (globalThis as { requestIdleCallback?: RequestIdle }).requestIdleCallback
  if (request === undefined) setTimeout(work, 500)
  else request(work, timeout === undefined ? undefined : { timeout })
}
