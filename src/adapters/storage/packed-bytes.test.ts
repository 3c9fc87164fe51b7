/** A table that travels and is stored as bytes comes back as it was, whatever stands in its cells. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellsAt, packTable } from '#domain/packed/packed-table.ts'
import { inOneBuffer, makePacker, type BlockBytes } from '#domain/packed/column-bytes.ts'
import { blockBytes, packedBlock } from './packed-bytes.ts'
import { cellsFrom, storedCells } from './stored-cells.ts'

const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom('', '\uFEFF', '\uD800', '\uDC00x', 'x'.repeat(300)),
)

test('a column of few values, of as many as a byte can tell apart, of one more, and of many, wherever a block ends', () => {
  for (const values of [1, 40, 255, 256, 257, 3_000])
    for (const rowCount of [1, 300, 4_096, 4_097, 9_000]) {
      const rows = Array.from({ length: rowCount }, (_, at) => [
        `Wert ${at % values}`,
        at % values === 0 ? '' : `ü${at % values}`,
        at < 300 ? '' : `late ${at}`,
      ])
      const blocks: BlockBytes[] = []
      const packer = makePacker(3, (block) => blocks.push(block))
      // Pieces of a file end anywhere.
      for (let from = 0; from < rowCount; from += 1_500)
        packer.add(
          rows.slice(from, from + 1_500),
          rows.slice(from, from + 1_500).map((_, at) => from + at + 2),
        )
      packer.finish()
      const columns = [0, 1, 2].map((column) => cellsFrom(structuredClone(storedCells(blocks.map((block) => packedBlock(block).columns[column] ?? null)))))
      const read = { headers: ['a', 'b', 'c'], rowCount, blocks: blocks.map(packedBlock) }
      const stored = { ...read, blocks: blocks.map(({ lines }, index) => ({ lines, columns: columns.map((each) => each[index] ?? null) })) }
      expect(rows.every((cells, at) => cellsAt(read, at).join('|') === cells.join('|') && cellsAt(stored, at).join('|') === cells.join('|'))).toBe(true)
      expect(blocks[0]?.columns[0]?.indices !== undefined).toBe(Math.min(values, rowCount) <= 256)
      if (rowCount > 4_096) expect(blocks[1]?.columns[0]?.indices !== undefined).toBe(values <= 256)
    }
})

test('every cell, also after a second journey', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, fc.constant('')), { maxLength: 20 }), (rows) => {
      const table = packTable({ headers: ['a', 'b', 'c'], rows, lines: rows.map((_, at) => at + 2) })
      const once = { ...table, blocks: table.blocks.map((block) => packedBlock(structuredClone(blockBytes(block)))) }
      const read: BlockBytes[] = []
      const packer = makePacker(3, (block) => read.push(block))
      packer.add(rows, [...(table.blocks[0]?.lines ?? [])])
      packer.finish()
      const streamed = { ...table, blocks: read.map(packedBlock) }
      const together = (block: BlockBytes) => inOneBuffer(block, (bytes) => new SharedArrayBuffer(bytes))
      const twice = { ...once, blocks: once.blocks.map((block) => packedBlock(together(structuredClone(blockBytes(block))))) }
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
