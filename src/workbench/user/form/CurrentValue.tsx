/** What the directory has in a field now, below what the field is to become. */
import styles from './UserForm.module.css'

export function CurrentValue({ text, id }: { readonly text: string; readonly id?: string }) {
  return (
    <span id={id} className={styles.now}>
      In JumpCloud: <span data-user>{text === '' ? 'blank' : text}</span>
    </span>
  )
}
