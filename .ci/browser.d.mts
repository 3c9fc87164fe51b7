/** Types of browser.mjs, for the Playwright configuration. */
export function findBrowser(): Promise<string | null>
export function getBrowser(): Promise<string>
export function browserArguments(): string[]
