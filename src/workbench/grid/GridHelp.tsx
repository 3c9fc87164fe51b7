/** Every command of the grid with its keys: the same list as in its menus. */
import { Dialog } from '#ui/Dialog.tsx'
import { gridKeys } from '#ui/grid/grid-menu.ts'
import { usersKeys } from './users-menu.ts'
import styles from './GridHelp.module.css'

interface Line {
  readonly label: string
  readonly keys: string
  readonly isEdit?: true
  readonly isClear?: true
}

const groups: readonly (readonly [string, readonly Line[]])[] = [
  [
    'Move and select',
    [
      { label: 'Move', keys: 'Arrows, Page Up, Page Down, Home, End' },
      { label: 'First and last cell', keys: 'Ctrl+Home, Ctrl+End' },
      { label: 'Edge of what is filled', keys: 'Ctrl+arrow' },
      { label: 'Extend the selection', keys: 'Shift with any of these, or drag' },
      { label: 'Select rows', keys: gridKeys.selectRows },
      { label: 'Select columns', keys: gridKeys.selectColumns },
      { label: 'Select all', keys: gridKeys.selectAll },
    ],
  ],
  [
    'Edit',
    [
      { label: 'Replace the value', keys: 'Type', isEdit: true },
      { label: 'Edit cell', keys: `Enter, ${gridKeys.edit}`, isEdit: true },
      { label: 'Line break in a cell', keys: 'Alt+Enter', isEdit: true },
      { label: 'Keep and move on', keys: 'Enter, Tab', isEdit: true },
      { label: 'Leave without a change', keys: 'Escape', isEdit: true },
      { label: 'Delete values', keys: gridKeys.delete, isEdit: true },
      { label: 'Clear value in JumpCloud', keys: usersKeys.clear, isClear: true },
      { label: 'Copy', keys: gridKeys.copy },
      { label: 'Cut', keys: gridKeys.cut, isEdit: true },
      { label: 'Paste', keys: gridKeys.paste, isEdit: true },
      { label: 'Fill down', keys: gridKeys.fillDown, isEdit: true },
      { label: 'Fill right', keys: gridKeys.fillRight, isEdit: true },
      { label: 'Undo, redo', keys: 'Ctrl+Z, Ctrl+Y', isEdit: true },
    ],
  ],
  [
    'Find and arrange',
    [
      { label: 'Menu', keys: 'Shift+F10, right-click' },
      { label: 'Find', keys: usersKeys.find },
      { label: 'Find and replace', keys: usersKeys.replace, isEdit: true },
      { label: 'Sort, filter, fit, freeze, hide a column', keys: `${gridKeys.columnMenu}, or the menu of its header` },
      { label: 'Add, duplicate, exclude, delete users', keys: 'Menu', isEdit: true },
      { label: 'Filter to a value, to blank cells', keys: 'Menu' },
      { label: 'Next issue, previous issue', keys: `${usersKeys.next}, ${usersKeys.previous}` },
      { label: 'Open user', keys: `${gridKeys.open}, Ctrl+Enter` },
      { label: 'Widen, narrow column', keys: 'Alt+Shift+→, Alt+Shift+←' },
      { label: 'Move column', keys: `${gridKeys.moveLeft}, ${gridKeys.moveRight}` },
      { label: 'This list', keys: usersKeys.help },
    ],
  ],
]

interface Props {
  readonly open: boolean
  readonly canEdit: boolean
  readonly canClear: boolean
  readonly onClose: () => void
  /** The grid, whichever key or button opened the list. */
  readonly finalFocus: () => HTMLElement | null
}

export function GridHelp({ open, canEdit, canClear, onClose, finalFocus }: Props) {
  return (
    <Dialog open={open} onClose={onClose} finalFocus={finalFocus} title="Keys and commands" description="On a Mac, use ⌘ in place of Ctrl." size="m">
      {groups.map(([name, lines]) => (
        <section key={name} className={styles.group}>
          <h3>{name}</h3>
          <dl>
            {lines
              .filter(({ isEdit, isClear }) => (isEdit !== true || canEdit) && (isClear !== true || (canEdit && canClear)))
              .map(({ label, keys }) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{keys}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </Dialog>
  )
}
