/** Takes what is dropped or pasted anywhere on the window. */
import { useEffect } from 'react'

interface Props {
  /** `folders` are the names of folders among what was dropped, which hold no bytes of their own. */
  readonly onFiles: (files: readonly File[], folders: readonly string[]) => void
  readonly onPaste: (pasted: { readonly text: string; readonly html: string; readonly files: readonly File[] }) => void
}

/** Where typing goes, pasting goes too. */
const takesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select, [role="grid"], [role="dialog"]') !== null)

export function WindowDrop({ onFiles, onPaste }: Props) {
  useEffect(() => {
    // Without this the browser leaves the page and opens the file itself.
    const over = (event: DragEvent) => event.preventDefault()
    const drop = (event: DragEvent) => {
      event.preventDefault()
      const items = [...(event.dataTransfer?.items ?? [])]
      const folders = items.flatMap((item) => {
        const entry = item.webkitGetAsEntry?.()
        return entry?.isDirectory === true ? [entry.name] : []
      })
      const files = [...(event.dataTransfer?.files ?? [])].filter(({ name }) => !folders.includes(name))
      if (files.length > 0 || folders.length > 0) onFiles(files, folders)
    }
    const paste = (event: ClipboardEvent) => {
      const data = event.clipboardData
      if (data === null || takesText(event.target)) return
      onPaste({ text: data.getData('text/plain'), html: data.getData('text/html'), files: [...data.files] })
    }
    window.addEventListener('dragover', over)
    window.addEventListener('drop', drop)
    window.addEventListener('paste', paste)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('drop', drop)
      window.removeEventListener('paste', paste)
    }
  }, [onFiles, onPaste])
  return null
}
