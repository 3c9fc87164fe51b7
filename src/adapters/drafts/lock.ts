/** One tab edits a draft; the others can ask for it, and take it from a tab that does not answer. */

export interface DraftLock {
  /** Lets the draft go; a tab that waits has it then. */
  release(): void
  /** Asks the tab that has it to store what it has and let go; takes it away where there is no answer. */
  takeOver(): void
}

export interface LockEvents {
  /** This tab may edit now. Called again whenever it gets the draft back. */
  readonly onHeld: () => void
  /** Another tab has the draft. */
  readonly onElsewhere: () => void
  /** Another tab asks for it: resolves when everything is stored. */
  readonly onAsked: () => Promise<void>
}

/** A tab that is alive answers within this time. */
const courtesyMs = 2_000
const channelName = 'rollcall-drafts'

/** A browser without locks has one tab as far as we can know. */
export function lockDraft(id: string, events: LockEvents): DraftLock {
  const { locks } = navigator as { locks?: LockManager }
  if (locks !== undefined) return lockWith(locks, id, events)
  events.onHeld()
  return { release: () => undefined, takeOver: () => undefined }
}

function lockWith(locks: LockManager, id: string, { onHeld, onElsewhere, onAsked }: LockEvents): DraftLock {
  const name = `rollcall-draft-${id}`
  const channel = new BroadcastChannel(channelName)
  let letGo: (() => void) | null = null
  let waiting: AbortController | null = null
  let isOver = false

  const request = (options: LockOptions) => {
    locks
      .request(name, options, (lock) => {
        if (isOver) return undefined
        if (lock === null) {
          onElsewhere()
          wait()
          return undefined
        }
        waiting = null
        onHeld()
        return new Promise<void>((resolve) => {
          letGo = resolve
        })
      })
      .then(
        () => {
          letGo = null
        },
        // A lock that is taken away ends in an error, and so does a wait that we gave up.
        () => {
          const wasHeld = letGo !== null
          letGo = null
          if (!wasHeld || isOver) return
          onElsewhere()
          wait()
        },
      )
  }

  /** Stands in the queue: the draft is ours when the other tab lets go or dies. */
  const wait = () => {
    if (isOver) return
    waiting = new AbortController()
    request({ signal: waiting.signal })
  }

  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data !== id || letGo === null) return
    const held = letGo
    void onAsked().finally(() => {
      if (letGo !== held) return
      letGo = null
      onElsewhere()
      held()
      wait()
    })
  })

  request({ ifAvailable: true })

  return {
    release() {
      isOver = true
      waiting?.abort()
      letGo?.()
      channel.close()
    },
    takeOver() {
      if (letGo !== null) return
      channel.postMessage(id)
      setTimeout(() => {
        if (letGo !== null || isOver) return
        waiting?.abort()
        request({ steal: true })
      }, courtesyMs)
    },
  }
}
