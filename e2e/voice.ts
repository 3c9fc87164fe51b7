/** Reads what a page shows, user data apart, and finds words that docs/banned-words.txt has better ones for. */
import { readFileSync } from 'node:fs'
import type { BrowserContext, Page } from '@playwright/test'
import { bannedIn, readBannedWords } from '../src/banned-words.ts'

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

/** Files and organizations of the tests are called so. */
const inTestData = new Set(['people', 'person', 'persons'])
const words = readBannedWords(read('docs/banned-words.txt')).filter(({ phrase, inCodeOnly }) => !inCodeOnly && !inTestData.has(phrase))

/** Cells, code and whatever is marked with `data-user` hold the words of users, files and JumpCloud. */
const ofUsers = 'td, [role="gridcell"], [role="cell"], code, pre, textarea, script, style, [data-user]'
/** The organization of a test is named after the test. */
const nameOfOrganization = /\bOrg .{1,30}/g

const shownBy = (page: Page): Promise<string[]> =>
  page.evaluate((apart) => {
    const texts: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement
      if (parent !== null && parent.closest(apart) === null && parent.checkVisibility()) texts.push(node.textContent ?? '')
    }
    return texts
  }, ofUsers)

/** "phrase => instead: text" for each find on the pages that are open. */
export async function bannedOnScreens(context: BrowserContext): Promise<string[]> {
  const pages = context.pages().filter((page) => !page.isClosed() && page.url().startsWith('http://127.0.0.1'))
  // A page that has crashed or is on its way elsewhere shows nothing.
  const shown = await Promise.all(pages.map((page) => shownBy(page).catch(() => [])))
  return shown
    .flat()
    .map((text) => text.replaceAll(nameOfOrganization, 'Org'))
    .flatMap((text) => bannedIn(text, words).map(({ phrase, instead }) => `“${phrase}” => ${instead}: ${text.trim()}`))
}
