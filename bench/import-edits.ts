/** One edit of a cell in a grid of 100,000 rows: from the key to the painted frame, beside an empty page's frame. */
import type { Page } from 'playwright'
import type { BenchApp } from './app.ts'
import { median, quantile, type Figure } from './report.ts'

const edits = 60

/** Runs in the page: how long from a key until the frame after it is painted. */
function watchKeys() {
  const taken: number[] = []
  Object.assign(window, { keyTimes: taken })
  window.addEventListener(
    'keydown',
    ({ key, timeStamp }) => {
      if (key !== 'Enter') return
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', () => taken.push(performance.now() - timeStamp))
        port1.start()
        port2.postMessage(null)
      })
    },
    true,
  )
}

const times = (page: Page) => page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes)

export async function measureEdits(app: BenchApp, page: Page): Promise<Figure[]> {
  await page.evaluate(watchKeys)
  await page.getByRole('gridcell').first().click()
  for (let at = 0; at < edits; at += 1) {
    // A new username each time: the row is checked, and compared with all others.
    await page.keyboard.type(`new.user.${at}`)
    await page.keyboard.press('Enter')
    await page.waitForTimeout(50)
  }
  const taken = await times(page)
  const blank = await app.browser.newPage()
  await blank.setContent('<!doctype html><title>Empty</title><p>Nothing</p>')
  await blank.evaluate(watchKeys)
  for (let at = 0; at < edits; at += 1) {
    await blank.keyboard.press('Enter')
    await blank.waitForTimeout(50)
  }
  const frames = await times(blank)
  await blank.close()
  return [
    { name: 'edit-100k-to-painted-median-ms', value: median(taken), peer: median(frames), bar: '<=16' },
    { name: 'edit-100k-to-painted-p95-ms', value: quantile(taken, 0.95), peer: quantile(frames, 0.95), bar: '<=33' },
  ]
}
