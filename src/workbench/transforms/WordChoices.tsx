/** The different words of a column, each with how often it is there and what it becomes. */
import type { CountedWord } from '#domain/issues/fix-group.ts'
import { SelectField } from '#ui/SelectField.tsx'
import { formatNumber } from '#ui/locale.ts'
import styles from './WordChoices.module.css'

/** Choices that are no value: leave the word, or blank the cell. */
export const unchanged = '\u0000keep'

interface Props {
  readonly words: readonly CountedWord[]
  readonly values: readonly string[]
  /** What was chosen by hand; without it the likely meaning counts. */
  readonly chosen: ReadonlyMap<string, string>
  readonly onChoose: (word: string, value: string) => void
}

const mostShown = 30

export const chosenFor = ({ word, meaning }: CountedWord, chosen: ReadonlyMap<string, string>): string => chosen.get(word) ?? meaning ?? unchanged

/** The words that are to be replaced, with their values, as a repair takes them. */
export const replacements = (words: readonly CountedWord[], chosen: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map(words.flatMap((each) => (chosenFor(each, chosen) === unchanged ? [] : [[each.word, chosenFor(each, chosen)] as const])))

export function WordChoices({ words, values, chosen, onChoose }: Props) {
  const options = [{ value: unchanged, label: 'Choose' }, ...values.map((value) => ({ value, label: value })), { value: '', label: 'Blank (no change)' }]
  return (
    <ul className={styles.words}>
      {words.slice(0, mostShown).map((each) => (
        <li key={each.word}>
          <span className={styles.word} title={each.word}>
            {each.word}
          </span>
          <span className={styles.count}>{formatNumber(each.count)}</span>
          <SelectField
            className={styles.choice}
            label={`“${each.word}” becomes`}
            hideLabel
            value={chosenFor(each, chosen)}
            options={options}
            onChange={(value) => onChoose(each.word, value)}
          />
        </li>
      ))}
      {words.length > mostShown && <li className={styles.count}>and {formatNumber(words.length - mostShown)} more words</li>}
    </ul>
  )
}
