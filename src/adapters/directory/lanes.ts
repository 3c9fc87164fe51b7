/** Does many things, a few at a time; the first failure ends it. */

export async function runLanes<T>(items: readonly T[], lanes: number, run: (item: T) => Promise<void>): Promise<void> {
  let next = 0
  let hasFailed = false
  const lane = async () => {
    for (;;) {
      const at = next
      next += 1
      const item = items[at]
      if (item === undefined || hasFailed) return
      try {
        await run(item)
      } catch (error) {
        hasFailed = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane))
}
