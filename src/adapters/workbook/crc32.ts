/** The checksum of zip archives (ISO 3309), computed piece by piece. */

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

/** Begin with `initialCrc` and give what the last call answered. */
export const initialCrc = 0xffffffff

export function updateCrc(crc: number, bytes: Uint8Array): number {
  let value = crc
  for (let at = 0; at < bytes.length; at += 1) value = (table[(value ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (value >>> 8)
  return value
}

export const finishedCrc = (crc: number): number => (crc ^ 0xffffffff) >>> 0
