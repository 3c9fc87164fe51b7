/** How far the reading of a file has come, and the button that ends it at once. */
import { cancelIntake, type IntakeState } from '#workbench/intake.ts'
import { Button } from '#ui/Button.tsx'
import { Progress } from '#ui/Progress.tsx'
import styles from './HomeScreen.module.css'

const oneDigit = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 })
const megabytes = (bytes: number) => oneDigit.format(bytes / 1_048_576)
/** Before that a guess of the time left says nothing. */
const guessAfterMs = 400

type Reading = IntakeState & { kind: 'reading' }

function words({ bytes, total, rows, startedAt }: Reading): string {
  const parts = [`${megabytes(bytes)} of ${megabytes(total)} MB`]
  if (rows > 0) parts.push(`${rows.toLocaleString()} rows`)
  const elapsed = performance.now() - startedAt
  if (elapsed > guessAfterMs && bytes > 0 && bytes < total) {
    const seconds = Math.max(1, Math.ceil((elapsed * (total - bytes)) / bytes / 1000))
    parts.push(`${seconds.toLocaleString()} s left`)
  }
  return parts.join(' · ')
}

export function ReadingProgress({ reading }: { readonly reading: Reading }) {
  return (
    <section className={styles.reading} aria-label="Reading the file">
      <Progress label={`Reading ${reading.name}`} value={reading.bytes} max={reading.total} detail={words(reading)} />
      <Button onClick={cancelIntake}>Cancel</Button>
    </section>
  )
}
