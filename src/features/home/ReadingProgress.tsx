/** How far the reading of a file has come, and the button that ends it at once. */
import { cancelIntake } from '#workbench/draft/file-import.ts'
import { Button } from '#ui/Button.tsx'
import { Progress } from '#ui/Progress.tsx'
import { progressWords, type Reading } from './progress-words.ts'
import styles from './HomeScreen.module.css'

export function ReadingProgress({ reading }: { readonly reading: Reading }) {
  return (
    <section className={styles.reading} aria-label="Reading the file">
      <Progress label={`Reading ${reading.name}`} value={reading.bytes} max={reading.total} detail={progressWords(reading)} />
      <Button onClick={cancelIntake}>Cancel</Button>
    </section>
  )
}
