/** Runs in the page: notes when each step of an import is on the screen, and accepts the columns as soon as they are there. */

/** Milliseconds on the page's clock. */
export interface ImportTimes {
  /** The file is chosen. */
  readonly chosen: number
  /** The columns are shown, and accepted at once. */
  readonly clicked: number
  /** The first rows of the grid are painted. */
  readonly grid: number
  /** Every row has been looked at, and the counts are painted. */
  readonly checked: number
  /** The screen says that the draft is stored. */
  readonly stored: number
}

/** Given to the page as it is: it may use nothing from outside itself. */
export function watchImport() {
  let done: () => void = () => undefined
  const times: { chosen?: number; clicked?: number; grid?: number; checked?: number; stored?: number; longest: number; done: Promise<void> } = {
    longest: 0,
    // Nobody has to look again and again whether it is over: that would take time of what is measured.
    done: new Promise((resolve) => {
      done = resolve
    }),
  }
  Object.assign(window, { imported: times })
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) times.longest = Math.max(times.longest, duration)
  }).observe({ type: 'longtask', buffered: true })
  const painted = (key: 'grid' | 'checked' | 'stored') => {
    times[key] = 0
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', () => {
        times[key] = performance.now()
        const { grid = 0, checked = 0, stored = 0 } = times
        if (grid > 0 && checked > 0 && stored > 0) done()
        // Whatever was there before the grid makes no mutation any more.
        look()
      })
      port1.start()
      port2.postMessage(null)
    })
  }
  document.addEventListener(
    'change',
    ({ target }) => {
      if (target instanceof HTMLInputElement && target.type === 'file') times.chosen = performance.now()
    },
    true,
  )
  const look = () => {
    if (times.clicked === undefined) {
      const button = [...document.querySelectorAll('main button')].find(({ textContent }) => textContent === 'Continue to grid')
      if (button instanceof HTMLElement && button.getAttribute('aria-disabled') !== 'true') {
        times.clicked = performance.now()
        // A hand would not be as quick, and is no part of the task that drew the columns.
        setTimeout(() => button.click())
      }
    }
    if (times.grid === undefined && document.querySelector('[role="gridcell"]') !== null) painted('grid')
    const text = document.querySelector('main')?.textContent ?? ''
    if (times.checked === undefined && times.grid !== undefined && !text.includes('Checking every row') && /with errors|No errors/.test(text))
      painted('checked')
    if (times.stored === undefined && text.includes('Saved in this browser')) painted('stored')
  }
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true })
}
