/** Drafts and the browser around them: closed and opened again, and one that keeps nothing. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Page } from '@playwright/test'
import { dropFile, expect, expectNoViolations, saved, test, token, watchComplaints } from './fixtures.ts'

const open: { readonly context: BrowserContext; readonly complaints: readonly string[] }[] = []
test.afterEach(async () => {
  const opened = open.splice(0)
  for (const { context } of opened) await context.close()
  expect(opened.flatMap(({ complaints }) => complaints)).toEqual([])
})

/** A browser with a profile on disk, as administrators have. */
async function browserOn(profile: string, launchOptions: object): Promise<Page> {
  const context = await chromium.launchPersistentContext(profile, { ...launchOptions, viewport: { width: 1360, height: 860 }, locale: 'en-US' })
  open.push({ context, complaints: await watchComplaints(context) })
  return context.pages()[0] ?? context.newPage()
}

test('a draft and what was typed into it are there when the browser has been closed and opened again', async ({ launchOptions, baseURL, org }) => {
  const profile = mkdtempSync(join(tmpdir(), 'rollcall-profile-'))
  const first = await browserOn(profile, launchOptions)
  await first.addInitScript((id) => localStorage.setItem('rollcall.organization:simulator', id), org.id)
  await first.goto(`${baseURL}/#token=${token()}`)
  await dropFile(first, 'people.csv', 'Username,Email,Department\nana,ana@acme.example,Sales\nben,ben@acme.example,Sales\n')
  await first.getByRole('button', { name: 'Continue to grid' }).click()
  await first.getByRole('gridcell', { name: 'Sales' }).first().click()
  await first.keyboard.type('Gardens')
  await first.keyboard.press('Enter')
  await saved(first)
  const address = first.url()
  await first.context().close()

  const second = await browserOn(profile, launchOptions)
  await second.goto(address)
  await expect(second.getByRole('gridcell', { name: 'Gardens' })).toBeVisible()
  await second.getByRole('button', { name: 'Undo Department in line 2' }).click()
  await expect(second.getByRole('gridcell', { name: 'Sales' })).toHaveCount(2)
})

test('a browser that keeps nothing for this address is told why nothing can begin', async ({ launchOptions, baseURL }) => {
  const profile = mkdtempSync(join(tmpdir(), 'rollcall-profile-'))
  mkdirSync(join(profile, 'Default'))
  // As the settings of the browser write it where site data is blocked for every address.
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }))
  const page = await browserOn(profile, launchOptions)
  await page.goto(`${baseURL}/#token=${token()}`)
  await expect(page.getByRole('heading', { name: 'This browser blocks storage for this address' })).toBeVisible()
  await expect(page.getByText('allow it in the browser settings')).toBeVisible()
  await expectNoViolations(page)
})
