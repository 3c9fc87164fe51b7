/** A dialog that stands at the right edge, for something long. */
import { Layer, type DialogProps } from './Dialog.tsx'
import styles from './Dialog.module.css'

export function Drawer(props: DialogProps) {
  return <Layer {...props} shape={styles.drawer ?? ''} />
}
