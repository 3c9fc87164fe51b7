/** Bytes of a file are told from what is no UTF-8, and become the same text as anywhere else. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteKeys } from './byte-keys.ts'
import { beyondAscii, isCleanUtf8, plainText } from './plain-rows.ts'

const decoded = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

test('bytes are valid where the browser says so, but for a � that stands in the file itself', () => {
  const near = fc.oneof(fc.constantFrom(0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xbd), fc.nat(255))
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 4 }), fc.array(near, { maxLength: 6 }), (some, more) => {
      const bytes = Uint8Array.from([...some, ...more])
      const text = decoded(bytes)
      expect(isCleanUtf8(bytes, 0, bytes.length)).toBe(text !== null && !text.includes('\uFFFD'))
    }),
    { numRuns: 20_000 },
  )
})

test('every character comes out of its bytes as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 5_000 }), (text) => {
      const bytes = new TextEncoder().encode(text)
      const rows = { bytes, width: 1, from: Int32Array.of(0), to: Int32Array.of(bytes.length), marks: Uint8Array.of(beyondAscii), quote: -1 }
      expect(plainText(rows, 0)).toBe(text)
    }),
  )
})

test('runs of bytes are found by what they are, also where many look alike', () => {
  const keys = new ByteKeys(300)
  const values = Array.from({ length: 300 }, (_, at) => new TextEncoder().encode(`${at} same ending of a value`))
  for (const [at, bytes] of values.entries()) {
    expect(keys.find(bytes, 0, bytes.length)).toBe(-1)
    keys.add(bytes, 0, bytes.length)
    expect(keys.find(bytes, 0, bytes.length)).toBe(at)
  }
  expect(keys.isFull).toBe(true)
  expect(values.map((bytes) => keys.find(bytes, 0, bytes.length))).toEqual(values.map((_, at) => at))
  expect(keys.find(Uint8Array.of(1), 0, 0)).toBe(-1)
})
