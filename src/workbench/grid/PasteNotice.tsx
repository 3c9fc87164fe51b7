/** After a paste with blank cells onto directory rows: they left the values as they are, unless clearing is chosen here. */
import { counted } from '#domain/count.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'

export function PasteNotice({ count, onClear, onClose }: { readonly count: number; readonly onClear: () => void; readonly onClose: () => void }) {
  return (
    <Notice
      tone="info"
      title={`${counted(count, 'blank cell')} in the pasted block`}
      action={
        <>
          <Button
            size="s"
            onClick={() => {
              onClear()
              onClose()
            }}
          >
            Clear {counted(count, 'value')}
          </Button>
          <Button size="s" variant="quiet" onClick={onClose}>
            Leave unchanged
          </Button>
        </>
      }
    >
      Blank cells leave the current value unchanged.
    </Notice>
  )
}
