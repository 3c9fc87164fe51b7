/** "2 minutes ago", with the exact time on hover. */
import { useEffect, useState } from 'react'

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]
const againMs = 30_000

function wordsFor(at: number, now: number): string {
  const format = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })
  const past = now - at
  const unit = units.find(([, ms]) => past >= ms)
  return unit === undefined ? 'just now' : format.format(-Math.floor(past / unit[1]), unit[0])
}

/** `at` in epoch milliseconds. */
export function RelativeTime({ at }: { readonly at: number }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), againMs)
    return () => clearInterval(timer)
  }, [])
  const exact = new Date(at)
  return (
    <time dateTime={exact.toISOString()} title={exact.toLocaleString()}>
      {wordsFor(at, Math.max(now, at))}
    </time>
  )
}
