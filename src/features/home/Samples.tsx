/** Sample files, made by the simulator from its own directory; there are none where a real organization is connected. */
import { FileSpreadsheet } from 'lucide-react'
import { useState } from 'react'
import { getSample, type SampleName } from '#adapters/jumpcloud/client.ts'
import { sentenceFor } from '#adapters/jumpcloud/errors.ts'
import { Button } from '#ui/Button.tsx'
import { toast } from '#ui/Toast.tsx'
import { Hidden } from '#ui/Hidden.tsx'
import styles from './Samples.module.css'

const samples: readonly { readonly name: SampleName; readonly title: string; readonly text: string }[] = [
  { name: 'new-people', title: '25 new users', text: 'A clean export of new users. All of them can be created.' },
  { name: 'updates', title: 'Changes to users', text: 'Users who are in the directory, some with a new title, department or phone.' },
  { name: 'messy', title: 'Messy export', text: 'Full names in one column, damaged values, words for states. Correct it with transforms and repairs.' },
  { name: 'refused', title: 'Users that JumpCloud refuses', text: 'Some rows pass every check here, and JumpCloud refuses them with a reason.' },
]

interface Props {
  readonly organizationId: string
  readonly onFile: (file: File) => void
  readonly busy: boolean
}

export function Samples({ organizationId, onFile, busy }: Props) {
  const [loading, setLoading] = useState<SampleName | null>(null)
  const open = async (name: SampleName) => {
    setLoading(name)
    try {
      const text = await getSample(organizationId, name)
      onFile(new File([text], `${name}.csv`, { type: 'text/csv' }))
    } catch (error) {
      toast(sentenceFor(error).detail, { tone: 'danger' })
    } finally {
      setLoading(null)
    }
  }
  return (
    <section aria-labelledby="samples" className={styles.samples}>
      <h2 id="samples">Or try a sample from the simulator</h2>
      <ul>
        {samples.map(({ name, title, text }) => (
          <li key={name}>
            <FileSpreadsheet size={18} aria-hidden="true" />
            <div>
              <strong>{title}</strong>
              <p>{text}</p>
            </div>
            <Button size="s" loading={loading === name} disabledReason={busy ? 'A file is being read.' : undefined} onClick={() => void open(name)}>
              Open<Hidden> the sample “{title}”</Hidden>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
