/** Files dropped anywhere and cells pasted on Home become a draft, whatever screen is open. */
import { useCallback, useEffect } from 'react'
import { useLocation } from 'wouter'
import type { Pasted } from '#adapters/csv/pasted-file.ts'
import { makeReady } from '#adapters/intake/intake.ts'
import { toast } from '#ui/Toast.tsx'
import { WindowDrop } from '#ui/WindowDrop.tsx'
import { useConnection } from '../navigation/connection.ts'
import { refuseIntake, takeFile } from './file-import.ts'
import { paths } from '../navigation/paths.ts'
import { whenIdle } from '#adapters/intake/when-idle.ts'

/** Takes a file and opens its columns. */
export function useBringIn(): (file: File) => void {
  const { tenant } = useConnection()
  const [here, navigate] = useLocation()
  return useCallback(
    (file: File) => {
      if (here !== paths.home()) navigate(paths.home())
      void takeFile(file, tenant).then((id) => id !== null && navigate(paths.columns(id)))
    },
    [here, navigate, tenant],
  )
}

const nothingPasted = 'There is no table on the clipboard. Select the cells with their header in the spreadsheet, copy them, and paste again.'

export function usePaste(): (pasted: Pasted) => void {
  const bringIn = useBringIn()
  return useCallback(
    (pasted: Pasted) => {
      void import('#adapters/csv/pasted-file.ts').then(({ pastedFile }) => {
        const file = pastedFile(pasted)
        if (file === null) toast(nothingPasted, { tone: 'warning' })
        else bringIn(file)
      })
    },
    [bringIn],
  )
}

export function BringIn() {
  const [here, navigate] = useLocation()
  const bringIn = useBringIn()
  const paste = usePaste()
  useEffect(() => {
    if (here === paths.home()) whenIdle(() => makeReady())
  }, [here])
  const onFiles = useCallback(
    (files: readonly File[], folders: readonly string[]) => {
      const [file, ...others] = files
      if (file === undefined) {
        navigate(paths.home())
        refuseIntake(folders[0] ?? 'The folder', 'This is a folder. Open it and drop the file inside.')
        return
      }
      if (others.length > 0 || folders.length > 0)
        toast(`One file is one draft: ${file.name} is read, ${[...others.map(({ name }) => name), ...folders].join(', ')} not. Drop the next one afterwards.`, {
          tone: 'warning',
        })
      bringIn(file)
    },
    [bringIn, navigate],
  )
  const onPaste = useCallback(
    ({ files, ...pasted }: Pasted & { readonly files: readonly File[] }) => {
      // Elsewhere a paste belongs to what is open; on Home it can only mean users.
      if (here !== paths.home()) return
      if (pasted.text.trim() === '' && pasted.html.trim() === '' && files.length > 0) onFiles(files, [])
      else paste(pasted)
    },
    [here, onFiles, paste],
  )
  return <WindowDrop onFiles={onFiles} onPaste={onPaste} />
}
