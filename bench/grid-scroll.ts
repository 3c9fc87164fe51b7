/** Runs in a page: scrolls its grid a number of rows a frame, and answers how long each frame took. */

/** Given to the page as it is: it may use nothing from outside itself. */
export async function scrollRows(rowsPerFrame: number): Promise<number[]> {
  const frames = 120
  const rowPixels = 30
  const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  const all: Element[] = []
  const walk = (root: ParentNode) => {
    for (const element of root.querySelectorAll('*')) {
      all.push(element)
      if (element.shadowRoot !== null) walk(element.shadowRoot)
    }
  }
  walk(document)
  const room = (element: Element) => (/auto|scroll/.test(getComputedStyle(element).overflowY) ? element.scrollHeight - element.clientHeight : 0)
  const scroller = all.reduce<Element | null>((best, each) => (room(each) > (best === null ? 100_000 : room(best)) ? each : best), null)
  if (scroller === null) throw new Error('Nothing here scrolls.')
  scroller.scrollTop = 0
  for (let at = 0; at < 10; at += 1) await nextFrame()
  const taken: number[] = []
  let last = await nextFrame()
  for (let at = 0; at < frames; at += 1) {
    scroller.scrollTop += rowsPerFrame * rowPixels
    const now = await nextFrame()
    taken.push(now - last)
    last = now
  }
  return taken
}
