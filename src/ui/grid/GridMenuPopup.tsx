/** The context menu of the grid: at the mouse, at a header, or at the active cell. */
import { Menu } from '@base-ui/react/menu'
import { Fragment } from 'react'
import type { GridMenu, MenuTarget } from './grid-model.ts'
import styles from './GridMenuPopup.module.css'

export interface MenuPlace {
  readonly target: MenuTarget
  readonly at: DOMRect
}

interface Props {
  readonly on: MenuPlace | null
  readonly menuOf: (target: MenuTarget) => GridMenu
  readonly label: string
  readonly onClose: () => void
}

export function GridMenuPopup({ on, menuOf, label, onClose }: Props) {
  const menu = on === null ? [] : menuOf(on.target)
  return (
    <Menu.Root open={on !== null} modal={false} onOpenChange={(open) => !open && onClose()}>
      <Menu.Portal>
        <Menu.Positioner anchor={{ getBoundingClientRect: () => on?.at ?? new DOMRect() }} align="start" sideOffset={2} className={styles.positioner}>
          <Menu.Popup className={styles.popup} aria-label={label} finalFocus={false}>
            {menu
              .filter((group) => group.length > 0)
              .map((group, index) => (
                <Fragment key={group[0]?.label ?? index}>
                  {index > 0 && <Menu.Separator className={styles.line} />}
                  {group.map(({ label: name, keys, disabledReason, run }) => (
                    <Menu.Item
                      key={name}
                      className={styles.item}
                      disabled={disabledReason !== undefined}
                      title={disabledReason}
                      onClick={() => {
                        onClose()
                        run()
                      }}
                    >
                      <span>{name}</span>
                      {keys !== undefined && <kbd>{keys}</kbd>}
                    </Menu.Item>
                  ))}
                </Fragment>
              ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
