/** Reads docs/banned-words.txt and finds its phrases in a text. */

export interface BannedWord {
  readonly phrase: string
  readonly instead: string
  /** User data may hold it, so that it is looked for in the code only. */
  readonly inCodeOnly: boolean
  readonly pattern: RegExp
}

export function readBannedWords(list: string): BannedWord[] {
  return list
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [left = '', instead = ''] = line.split('=>').map((part) => part.trim())
      const phrase = left.replace(/^~/, '')
      const words = phrase.split(' ').map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
      return {
        phrase,
        instead,
        inCodeOnly: left.startsWith('~'),
        pattern: new RegExp(`(?<![\\p{L}\\d_-])${words.join(String.raw`\s+`)}(?![\\p{L}\\d_-]|\\.\\w)`, 'iu'),
      }
    })
}

export const bannedIn = (text: string, words: readonly BannedWord[]): BannedWord[] => words.filter(({ pattern }) => pattern.test(text))
