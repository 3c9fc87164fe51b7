/** Every request that a submit would make, in their order, each as JSON or curl. */
import { useMemo, useState } from 'react'
import { actionOfPayload, countActions } from '#domain/plan/actions.ts'
import type { Plan } from '#domain/plan/plan.ts'
import { cutRequests } from '#domain/jobs/requests.ts'
import type { RowSet } from '#domain/packed/row.ts'
import { Dialog } from '#ui/Dialog.tsx'
import { SelectField } from '#ui/SelectField.tsx'
import { actionSentence } from '#workbench/jobs/job-outcome.ts'
import { useConnection } from '#workbench/navigation/connection.ts'
import { jobItems } from './job-items.ts'
import { RequestText } from './RequestText.tsx'
import { users } from './submit-label.ts'
import styles from '../Review.module.css'

interface Props {
  readonly plan: Plan
  readonly set: RowSet
  readonly readAt: number
  readonly suppressEmail: boolean
  readonly canary: number
  readonly onClose: () => void
}

export function RequestsDialog({ plan, set, readAt, suppressEmail, canary, onClose }: Props) {
  const { maxBodyBytes } = useConnection()
  const requests = useMemo(() => {
    const bytes = new TextEncoder()
    return cutRequests(jobItems(plan, set, readAt), ({ payload }) => bytes.encode(JSON.stringify(payload)).length, maxBodyBytes, canary)
  }, [canary, maxBodyBytes, plan, readAt, set])
  const [chosen, choose] = useState('0')
  const request = requests[Number(chosen)]
  const bodies = useMemo(() => request?.items.map(({ payload }) => payload) ?? [], [request])
  const late = requests.flatMap(({ items, method }) => (method === 'POST' ? items.filter(({ row }) => row.awaits !== undefined) : [])).length
  return (
    <Dialog open onClose={onClose} size="l" title="Preview requests" description="The requests of this job, in order. Passwords are masked.">
      <div className={styles.details}>
        <SelectField
          label="Request"
          value={chosen}
          onChange={choose}
          options={requests.map(({ method, items, isCanary, phase }, index) => ({
            value: String(index),
            label: `${index + 1} of ${requests.length}: ${actionSentence(countActions(items.map(({ payload }) => actionOfPayload(method, payload))), items.length)}${isCanary === true ? ', pilot batch' : ''}${phase === 2 ? ', once their managers exist' : ''}`,
          }))}
        />
        {request !== undefined && <RequestText label={`Request ${Number(chosen) + 1}`} method={request.method} bodies={bodies} suppressEmail={suppressEmail} />}
        {late > 0 && <p className={styles.meta}>The managers of {users(late)} are set afterwards, once their IDs are known.</p>}
      </div>
    </Dialog>
  )
}
