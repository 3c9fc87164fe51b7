/** Cuts what is to be sent into the batches of a request each. */

/** JumpCloud's restriction, in its own tools (observed): at most 800 users a request. */
export const maxUsersPerBatch = 800

export interface BatchLimits {
  readonly maxUsers: number
  /** Size of a request's body. */
  readonly maxBytes: number
}

/**
 * In order, each batch within both limits; `sizeOf` gives the bytes of one item's JSON. An item that is too large by itself gets a batch of its
 * own, so that only it is refused.
 */
export function cutBatches<T>(items: readonly T[], sizeOf: (item: T) => number, { maxUsers, maxBytes }: BatchLimits): T[][] {
  const batches: T[][] = []
  let current: T[] = []
  let bytes = 2
  for (const item of items) {
    const size = sizeOf(item) + 1
    if (current.length > 0 && (current.length >= maxUsers || bytes + size > maxBytes)) {
      batches.push(current)
      current = []
      bytes = 2
    }
    current.push(item)
    bytes += size
  }
  return current.length === 0 ? batches : [...batches, current]
}
