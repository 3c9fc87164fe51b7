/** Managers that are written as names: one match is offered for all at once, several are chosen from, and each answer is an edit of the cells. */
import { useState } from 'react'
import { counted, plural } from '#domain/count.ts'
import type { ManagerQuestion } from '#domain/directory/managers.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { SelectField } from '#ui/SelectField.tsx'
import { editCells } from '#workbench/draft/draft-session.ts'
import styles from '../Review.module.css'

interface Props {
  readonly draftId: string
  readonly questions: readonly ManagerQuestion[]
}

const shown = 50

export function ManagerNames({ draftId, questions }: Props) {
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({})
  if (questions.length === 0) return null
  const answerOf = ({ text, choices }: ManagerQuestion) => chosen[text] ?? (choices.length === 1 ? (choices[0]?.value ?? '') : '')
  const answered = questions.filter((question) => answerOf(question) !== '')
  const open = questions.length - answered.length
  const use = () =>
    editCells(
      draftId,
      answered.flatMap((question) => question.rows.map((row) => ({ row, field: 'manager', text: answerOf(question) }))),
      `managers of ${counted(
        answered.reduce((sum, { rows }) => sum + rows.length, 0),
        'row',
      )}`,
    )
  return (
    <Notice
      tone="warning"
      title={`Managers by name: ${counted(questions.length, 'name')} to confirm`}
      action={
        <Button size="s" disabledReason={answered.length === 0 ? 'Choose a user for at least one name.' : undefined} onClick={use}>
          {`Use ${counted(answered.length, 'manager')}`}
        </Button>
      }
    >
      <p>
        Rows with these managers are blocked until you confirm.
        {open > 0 ? ` ${counted(open, 'name')} ${plural(open, 'fits', 'fit')} several users: choose one.` : ''}
      </p>
      <ul className={styles.managers}>
        {questions.slice(0, shown).map((question) => (
          <li key={question.text}>
            <span>
              <strong>{question.text}</strong> · {counted(question.rows.length, 'row')}
            </span>
            <SelectField
              label={`User for ${question.text}`}
              hideLabel
              value={answerOf(question)}
              onChange={(value) => setChosen({ ...chosen, [question.text]: value })}
              options={[
                ...(question.choices.length === 1 ? [] : [{ value: '', label: 'Choose a user' }]),
                ...question.choices.map(({ value, name, detail }) => ({ value, label: `${name} · ${detail}` })),
              ]}
            />
          </li>
        ))}
      </ul>
      {questions.length > shown && <p>And {counted(questions.length - shown, 'more name')}.</p>}
    </Notice>
  )
}
