/** Bytes → text, decided from the whole file and never by a guess that loses a character. */

export interface Decoded {
  readonly text: string
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
  /** What was noticed, for the administrator's eyes. */
  readonly note: string | null
}

/** A byte order mark decides; then strict UTF-8; what is not valid UTF-8 is read as Windows-1252, which has a character for every byte. */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16le', note: null }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16be', note: null }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8', note: null }
  } catch {
    return {
      text: new TextDecoder('windows-1252').decode(bytes),
      encoding: 'windows-1252',
      note: 'The file is not valid UTF-8 and was read as Windows-1252, as older Excel writes it. Look at the accented letters.',
    }
  }
}
