/** Whether the browser keeps anything at all for this address. Where site data is blocked, only to name the storage throws. */

export function keepsSiteData(): boolean {
  try {
    return [window.localStorage, window.sessionStorage].every((storage) => storage.getItem('rollcall') === null)
  } catch {
    return false
  }
}
