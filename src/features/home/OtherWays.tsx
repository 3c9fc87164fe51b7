/** The other ways in: cells from a spreadsheet, an empty grid, and a template to fill in. */
import { ClipboardPaste, FileDown, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useLocation } from 'wouter'
import { useConnection } from '#workbench/navigation/connection.ts'
import { usePaste } from '#workbench/draft/ImportFile.tsx'
import { paths } from '#workbench/navigation/paths.ts'
import { Button } from '#ui/Button.tsx'
import { toast } from '#ui/Toast.tsx'
import styles from './OtherWays.module.css'

const TemplateDialog = lazy(() => import('./TemplateDialog.tsx').then((module) => ({ default: module.TemplateDialog })))

/** What an empty grid begins with; more fields are in the form of a user. */
const firstFields = ['username', 'email', 'firstname', 'lastname', 'employeeIdentifier', 'jobTitle', 'department', 'location']

export function OtherWays({ busy }: { readonly busy: boolean }) {
  const { tenant } = useConnection()
  const [, navigate] = useLocation()
  const paste = usePaste()
  const [isOpen, setOpen] = useState(false)
  const disabledReason = busy ? 'A file is being read.' : undefined

  const startEmpty = async () => {
    const { addRow, createDraft } = await import('#workbench/draft/draft-session.ts')
    const id = await createDraft({ tenant, name: 'New users', origin: { kind: 'empty' }, columns: firstFields, rows: [] })
    addRow(id)
    navigate(paths.draft(id))
  }

  return (
    <div className={styles.ways}>
      <Button
        icon={<ClipboardPaste size={16} />}
        disabledReason={disabledReason}
        onClick={() => void readClipboard().then((pasted) => pasted && paste(pasted))}
      >
        Paste from a spreadsheet
      </Button>
      <Button icon={<Plus size={16} />} disabledReason={disabledReason} onClick={() => void startEmpty()}>
        Start with empty grid
      </Button>
      <Button icon={<FileDown size={16} />} onClick={() => setOpen(true)}>
        Download template
      </Button>
      <p className={styles.hint}>Cells can be pasted with Ctrl+V or ⌘V anywhere on this page.</p>
      {isOpen && (
        <Suspense fallback={null}>
          <TemplateDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  )
}

/** The button has to ask the browser first; the keys do not. */
async function readClipboard(): Promise<{ text: string; html: string } | null> {
  try {
    const items = await navigator.clipboard.read()
    const of = async (type: string) => {
      const item = items.find(({ types }) => types.includes(type))
      return item === undefined ? '' : (await item.getType(type)).text()
    }
    return { text: await of('text/plain'), html: await of('text/html') }
  } catch {
    toast('The browser blocks the clipboard. Click the page and press Ctrl+V or ⌘V instead.', { tone: 'warning' })
    return null
  }
}
