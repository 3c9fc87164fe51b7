/** Work that waits until the page has nothing better to do. Safari has no idle callback. */

export function whenIdle(work: () => void) {
  const request = (globalThis as { requestIdleCallback?: (work: () => void) => void }).requestIdleCallback
  if (request === undefined) setTimeout(work, 500)
  else request(work)
}
