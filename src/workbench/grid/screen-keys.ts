/** Keys of the users' grid that are answered outside of its cells too. */
import { useEffect, useRef } from 'react'

/** F8 and Shift+F8 go to the next and the previous issue from wherever on the screen the hands are. */
export function useWalkKeys(walk: (step: 1 | -1) => void): void {
  const latest = useRef(walk)
  useEffect(() => {
    latest.current = walk
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // Among the cells the grid has answered it already.
      if (event.key !== 'F8' || event.defaultPrevented || document.querySelector('[role="dialog"]') !== null) return
      event.preventDefault()
      latest.current(event.shiftKey ? -1 : 1)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

/** Ctrl+F and Ctrl+H on the whole of the grid's screen, its tools too: the page's own search does not see rows that are not drawn. */
export function panelForKey(event: KeyboardEvent): 'find' | 'replace' | null {
  if (!(event.ctrlKey || event.metaKey) || event.defaultPrevented || !/^[fh]$/i.test(event.key)) return null
  event.preventDefault()
  return event.key.toLowerCase() === 'f' ? 'find' : 'replace'
}
