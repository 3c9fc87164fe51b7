/** Takes a file that is dropped anywhere on the window. */
import { useEffect } from 'react'

export function WindowDrop({ onFile }: { readonly onFile: (file: File) => void }) {
  useEffect(() => {
    // Without this the browser leaves the page and opens the file itself.
    const over = (event: DragEvent) => event.preventDefault()
    const drop = (event: DragEvent) => {
      event.preventDefault()
      const file = event.dataTransfer?.files[0]
      if (file) onFile(file)
    }
    window.addEventListener('dragover', over)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('drop', drop)
    }
  }, [onFile])
  return null
}
