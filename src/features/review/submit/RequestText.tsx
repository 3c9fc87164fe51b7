/** A request as text, to read and to copy: JSON or a curl command, the key a placeholder and secrets masked. */
import { useMemo, useState } from 'react'
import { previewCurl, previewJson } from '#domain/jobs/preview.ts'
import { Button } from '#ui/Button.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { toast } from '#ui/Toast.tsx'
import { useConnection } from '#workbench/navigation/connection.ts'
import styles from '../Review.module.css'

interface Props {
  readonly label: string
  readonly method: 'POST' | 'PATCH'
  readonly bodies: readonly object[]
  readonly suppressEmail: boolean
}

export function RequestText({ label, method, bodies, suppressEmail }: Props) {
  const { host, tenant } = useConnection()
  const [form, setForm] = useState<'json' | 'curl'>('json')
  const text = useMemo(
    () => (form === 'json' ? previewJson(bodies) : previewCurl({ host, method, organizationId: tenant.organizationId, suppressEmail, bodies })),
    [bodies, form, host, method, suppressEmail, tenant.organizationId],
  )
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => toast('Copied.'),
      () => toast('The browser did not allow copying.', { tone: 'danger' }),
    )
  return (
    <div className={styles.request}>
      <div className={styles.tableTools}>
        <Segmented
          label="Form"
          value={form}
          onChange={setForm}
          options={[
            { value: 'json', label: 'JSON' },
            { value: 'curl', label: 'curl' },
          ]}
        />
        <code className={styles.meta}>{method} /api/v2/bulk/users</code>
        <Button size="s" onClick={copy}>
          Copy
        </Button>
      </div>
      <pre role="region" aria-label={label} tabIndex={0}>
        {text}
      </pre>
    </div>
  )
}
