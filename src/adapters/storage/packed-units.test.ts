/** A table that travels and is stored as bytes comes back as it was, whatever stands in its cells. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellsAt, packTable } from '#domain/table/packed-table.ts'
import { inOneBuffer, makePacker, type BlockUnits } from '#domain/table/units.ts'
import { blockUnits, packedBlock } from './packed-units.ts'
import { cellsFrom, storedCells } from './stored-cells.ts'

const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom('', '\uFEFF', '\uD800', '\uDC00x', 'x'.repeat(300)),
)

test('every cell, also after a second journey', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, fc.constant('')), { maxLength: 20 }), (rows) => {
      const table = packTable({ headers: ['a', 'b', 'c'], rows, lines: rows.map((_, at) => at + 2) })
      const once = { ...table, blocks: table.blocks.map((block) => packedBlock(structuredClone(blockUnits(block)))) }
      const read: BlockUnits[] = []
      const packer = makePacker(3, (block) => read.push(block))
      packer.add(rows, [...(table.blocks[0]?.lines ?? [])])
      packer.finish()
      const streamed = { ...table, blocks: read.map(packedBlock) }
      const together = (block: BlockUnits) => inOneBuffer(block, (bytes) => new SharedArrayBuffer(bytes))
      const twice = { ...once, blocks: once.blocks.map((block) => packedBlock(together(structuredClone(blockUnits(block))))) }
      const columns = table.headers.map((_, column) => cellsFrom(structuredClone(storedCells(streamed.blocks.map((block) => block.columns[column] ?? null)))))
      const stored = { ...table, blocks: table.blocks.map(({ lines }, index) => ({ lines, columns: columns.map((each) => each[index] ?? null) })) }
      rows.forEach((cells, at) => {
        expect(cellsAt(stored, at)).toEqual(cells)
        expect(cellsAt(once, at)).toEqual(cells)
        expect(cellsAt(twice, at)).toEqual(cells)
        expect(cellsAt(streamed, at)).toEqual(cells)
      })
    }),
  )
})
