/** "2 minutes ago", with the exact time on hover. */
import { useEffect, useState } from 'react'
import { formatAgo, formatDateTime } from './locale.ts'

const againMs = 30_000

/** `at` in epoch milliseconds. */
export function RelativeTime({ at }: { readonly at: number }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), againMs)
    return () => clearInterval(timer)
  }, [])
  return (
    <time dateTime={new Date(at).toISOString()} title={formatDateTime(at)}>
      {formatAgo(at, Math.max(now, at))}
    </time>
  )
}
