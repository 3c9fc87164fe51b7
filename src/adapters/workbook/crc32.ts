/** The checksum of zip archives (ISO 3309), computed piece by piece. */

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})
/** What each byte does to the checksum when three, two or one byte follow it: four bytes are taken in one step, in a third of the time. */
const after = (before: Uint32Array) => before.map((value) => (value >>> 8) ^ (table[value & 0xff] ?? 0))
const one = after(table)
const two = after(one)
const three = after(two)

/** Begin with `initialCrc` and give what the last call answered. */
export const initialCrc = 0xffffffff

export function updateCrc(crc: number, bytes: Uint8Array): number {
  let value = crc
  let at = 0
  for (const whole = bytes.length - 3; at < whole; at += 4) {
    value ^= (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)
    value = (three[value & 0xff] ?? 0) ^ (two[(value >>> 8) & 0xff] ?? 0) ^ (one[(value >>> 16) & 0xff] ?? 0) ^ (table[value >>> 24] ?? 0)
  }
  for (; at < bytes.length; at += 1) value = (table[(value ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (value >>> 8)
  return value
}

export const finishedCrc = (crc: number): number => (crc ^ 0xffffffff) >>> 0
