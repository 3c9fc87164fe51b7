/** Tests the connection on request, and says at which step it fails: here and on every screen that could not connect. */
import { useMutation } from '@tanstack/react-query'
import { CircleCheck, CircleDashed, CircleX } from 'lucide-react'
import { testConnection, type ConnectionStep } from '#adapters/jumpcloud/client.ts'
import { sentenceFor } from '#adapters/jumpcloud/errors.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import styles from './ConnectionTest.module.css'

const labels: Record<ConnectionStep['step'], string> = {
  name: 'Name',
  port: 'Port',
  certificate: 'Certificate',
  key: 'API key',
  organization: 'Organization',
  read: 'Read users',
  rate: 'Rate limit',
}

const states = {
  passed: { word: 'Passed', Icon: CircleCheck },
  failed: { word: 'Failed', Icon: CircleX },
  skipped: { word: 'Not tested', Icon: CircleDashed },
} as const

export function ConnectionTest({ organizationId }: { readonly organizationId: string | null }) {
  const test = useMutation({ mutationFn: () => testConnection(organizationId), networkMode: 'always' })
  const steps = test.data
  return (
    <div className={styles.test}>
      <Button loading={test.isPending} onClick={() => test.mutate()}>
        Test connection
      </Button>
      {test.isError && (
        <Notice tone="danger" title={sentenceFor(test.error).title}>
          {sentenceFor(test.error).detail}
        </Notice>
      )}
      {steps !== undefined && (
        <div role="status" className={styles.result}>
          <strong>{summaryOf(steps)}</strong>
          <ol className={styles.steps} aria-label="Connection test">
            {steps.map(({ step, state, sentence }) => {
              const { word, Icon } = states[state]
              return (
                <li key={step} className={styles[state]}>
                  <Icon size={16} aria-hidden="true" />
                  <span className={styles.label}>
                    {labels[step]} <span className={styles.state}>{word}</span>
                  </span>
                  <span className={styles.sentence}>{sentence}</span>
                </li>
              )
            })}
          </ol>
          <p className={styles.note}>Permission to change users can’t be tested without changing one. The first request of a job shows it.</p>
        </div>
      )}
    </div>
  )
}

function summaryOf(steps: readonly ConnectionStep[]): string {
  const failed = steps.find(({ state }) => state === 'failed')
  return failed === undefined ? 'The connection works' : `The connection fails at: ${labels[failed.step]}`
}
