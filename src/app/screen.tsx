/** A screen with code of its own, which is loaded when it is first opened, or before that. */
import { useEffect, useState, type ComponentType } from 'react'
import { Skeleton } from '#ui/Skeleton.tsx'

export interface LoadedScreen {
  readonly Screen: ComponentType
  /** Rejects where the code cannot be had; it is asked for again when it is next needed. */
  readonly load: () => Promise<unknown>
}

/** React's own `lazy` shows a placeholder even before a screen whose code is there already, and then leaves it for 300 ms. */
export function loadedScreen(fetchScreen: () => Promise<ComponentType>): LoadedScreen {
  let loaded: ComponentType | null = null
  let loading: Promise<ComponentType> | null = null
  const load = () => {
    loading ??= fetchScreen().then(
      (screen) => (loaded = screen),
      (error: unknown) => {
        loading = null
        throw error
      },
    )
    return loading
  }
  function Screen() {
    const [Shown, show] = useState(() => loaded)
    useEffect(() => {
      if (Shown !== null) return
      let isHere = true
      load().then(
        (screen) => isHere && show(() => screen),
        (error: unknown) =>
          isHere &&
          show(() => {
            throw error
          }),
      )
      return () => {
        isHere = false
      }
    }, [Shown])
    return Shown === null ? <Skeleton rows={8} /> : <Shown />
  }
  return { Screen, load }
}
