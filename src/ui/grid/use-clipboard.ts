/** Copies, cuts and pastes blocks of cells: by the keys of the browser, and by the menu. */
import type { ClipboardEvent } from 'react'
import { formatNumber } from '../locale.ts'
import { fromHtml } from './clipboard-html.ts'
import { fromTsv, squared, toHtml, toTsv, type Block } from './clipboard-text.ts'
import type { CellRange, GridCell, GridChange } from './grid-model.ts'
import { pasteBlock, type PasteTable } from './paste-block.ts'

interface Options {
  readonly cell: (row: number, column: number) => GridCell
  readonly range: () => CellRange | null
  readonly table: PasteTable
  readonly onChange: ((change: GridChange) => void) | undefined
  readonly blank: (kind: 'cut' | 'delete') => void
  readonly onPasted: (change: GridChange) => void
  readonly onMessage: ((message: string) => void) | undefined
}

/** What a block is on the clipboard: a masked cell is blank there. */
const clipText = ({ text, masked }: GridCell): string => (masked === true ? '' : text)

export function blockFrom(html: string, text: string): Block {
  return (html === '' ? null : fromHtml(html)) ?? squared(fromTsv(text))
}

export function useClipboard({ cell, range, table, onChange, blank, onPasted, onMessage }: Options) {
  const selected = (): { readonly block: Block; readonly masked: number } | null => {
    const at = range()
    if (at === null) return null
    let masked = 0
    const block: string[][] = []
    for (let row = at.top; row <= at.bottom; row += 1) {
      const cells: string[] = []
      for (let column = at.left; column <= at.right; column += 1) {
        const each = cell(row, column)
        if (each.masked === true && each.text !== '') masked += 1
        cells.push(clipText(each))
      }
      block.push(cells)
    }
    return { block, masked }
  }
  const sayMasked = (masked: number) => {
    if (masked > 0)
      onMessage?.(`${formatNumber(masked)} hidden ${masked === 1 ? 'password was' : 'passwords were'} not copied. Show the column first to copy it.`)
  }
  const paste = (block: Block) => {
    const at = range()
    if (at === null || onChange === undefined || block.length === 0) return
    const change = pasteBlock(block, at, table)
    onChange(change)
    onPasted(change)
  }
  const put = (event: ClipboardEvent): boolean => {
    const found = selected()
    if (found === null) return false
    event.preventDefault()
    event.clipboardData.setData('text/plain', toTsv(found.block))
    event.clipboardData.setData('text/html', toHtml(found.block))
    sayMasked(found.masked)
    return true
  }
  return {
    onCopy: (event: ClipboardEvent) => void put(event),
    onCut: (event: ClipboardEvent) => {
      if (put(event) && onChange !== undefined) blank('cut')
    },
    onPaste: (event: ClipboardEvent) => {
      event.preventDefault()
      paste(blockFrom(event.clipboardData.getData('text/html'), event.clipboardData.getData('text/plain')))
    },
    /** By the menu, where no key of the browser gives the clipboard. */
    copy: async (cut: boolean) => {
      const found = selected()
      if (found === null) return
      const item = (type: string, text: string) => new Blob([text], { type })
      await navigator.clipboard.write([
        new ClipboardItem({ 'text/plain': item('text/plain', toTsv(found.block)), 'text/html': item('text/html', toHtml(found.block)) }),
      ])
      sayMasked(found.masked)
      if (cut) blank('cut')
    },
    paste: async () => {
      try {
        const items = await navigator.clipboard.read()
        const read = async (type: string) => {
          const item = items.find(({ types }) => types.includes(type))
          return item === undefined ? '' : (await item.getType(type)).text()
        }
        paste(blockFrom(await read('text/html'), await read('text/plain')))
      } catch {
        onMessage?.('The browser does not let this page read the clipboard. Press Ctrl+V to paste.')
      }
    },
  }
}
