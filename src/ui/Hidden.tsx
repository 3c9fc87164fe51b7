/** Text that is read out and not shown. */
import type { ReactNode } from 'react'
import styles from './Hidden.module.css'

/** For an element that cannot be wrapped, such as a label. */
export const hiddenClass = styles.hidden

export function Hidden({ children }: { readonly children: ReactNode }) {
  return <span className={styles.hidden}>{children}</span>
}
