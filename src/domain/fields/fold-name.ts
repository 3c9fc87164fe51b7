/** Names compared without case, accents and repeated blanks. Most are plain ASCII, which is folded without a look at its letters. */

const isAscii = (text: string): boolean => /^[ -~]*$/.test(text)

export const foldName = (text: string): string => {
  const letters = isAscii(text) ? text : text.normalize('NFKD').replaceAll(/\p{M}/gu, '')
  return letters.trim().toLowerCase().replaceAll(/\s+/g, ' ')
}
