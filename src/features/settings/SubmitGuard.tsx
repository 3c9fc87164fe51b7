/** Above how many users the number has to be typed before a submit. */
import { formatNumber } from '#ui/locale.ts'
import { useState } from 'react'
import { TextField } from '#ui/TextField.tsx'
import { getSubmitLimit, mostLimit, setSubmitLimit } from '#workbench/draft/submit-guard.ts'
import styles from './SettingsScreen.module.css'

export function SubmitGuard() {
  const [text, setText] = useState(() => String(getSubmitLimit()))
  const number = /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN
  const isGood = number >= 0 && number <= mostLimit
  return (
    <section className={styles.card} aria-labelledby="guard">
      <h2 id="guard">Confirmation before submit</h2>
      <TextField
        label="Typed confirmation above this many users"
        value={text}
        onChange={(next) => {
          setText(next)
          if (/^\d{1,6}$/.test(next.trim()) && Number(next) <= mostLimit) setSubmitLimit(Number(next))
        }}
        {...(isGood
          ? {
              help: 'Larger submits ask you to type the number. Sensitive changes always ask: sudo rights, usernames, emails, passwords, states, locks and MFA.',
            }
          : { error: `Enter a whole number from 0 to ${formatNumber(mostLimit)}. Until then ${formatNumber(getSubmitLimit())} applies.` })}
      />
    </section>
  )
}
