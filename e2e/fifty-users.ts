/** The grid of a draft of fifty users, its cells by row and column, and where the keyboard is in it. */
import type { Page } from '@playwright/test'
import { dropFile, expect } from './fixtures.ts'

const header = 'Username,Email,First name,Last name,Department,Location,Job title,Cost center'
export const users = Array.from({ length: 50 }, (_, at) => `user.${at},user.${at}@acme.example,First${at},Last${at},Dept ${at % 5},Berlin,Engineer,CC-${at}`)

export const at = (page: Page, row: number, column: string) => page.locator(`[role="gridcell"][data-row="${row}"][data-column="${column}"]`)
export const undo = (page: Page, name: string) => page.getByRole('button', { name: `Undo ${name}` }).click()

export async function openGrid(page: Page) {
  await dropFile(page, 'people.csv', `${header}\n${users.join('\n')}\n`)
  await page.getByRole('button', { name: 'Continue to grid' }).click()
  await expect(at(page, 0, 'username')).toHaveText('user.0')
}

/** The cell that the keyboard is in. */
export const active = (page: Page) =>
  page.getByRole('grid').evaluate((grid) => {
    const cell = document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')
    return `${cell?.dataset['row']} ${cell?.dataset['column']}`
  })
