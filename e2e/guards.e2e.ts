/** Somebody else's page in a real browser: it reads nothing, sends nothing, frames nothing and changes nothing. */
import type { Browser, Page } from '@playwright/test'
import { browserArguments, findBrowser } from '../.ci/browser.mjs'
import { attackFrom, startAttacker, startUpstream, type Attacker, type Upstream } from './attacker.ts'
import { expect, test } from './fixtures.ts'
import { linkIn, startRollcall, stopRollcalls } from './start-rollcall.ts'

interface Victim {
  /** `http://127.0.0.1:port`, as the link has it. */
  readonly origin: string
  readonly port: string
  readonly token: string
  readonly upstream: Upstream
  readonly attacker: Attacker
}

const attack = test.extend<{ victim: Victim; evil: Browser }>({
  victim: async ({ baseURL: _ }, use) => {
    const upstream = await startUpstream()
    const attacker = await startAttacker()
    const link = new URL(linkIn(await startRollcall({ JUMPCLOUD_API_KEY: 'jca_key_of_the_guards_0000', JUMPCLOUD_API_URL: upstream.url })))
    await use({ origin: link.origin, port: link.port, token: link.hash.slice('#token='.length), upstream, attacker })
    stopRollcalls()
    await attacker.stop()
    await upstream.stop()
  },
  /** A browser whose name server the attacker owns. */
  evil: async ({ playwright }, use) => {
    const executablePath = await findBrowser()
    const evil = await playwright.chromium.launch({
      ...(executablePath === null ? {} : { executablePath }),
      args: [...browserArguments(), '--host-resolver-rules=MAP *.test 127.0.0.1'],
    })
    await use(evil)
    await evil.close()
  },
})

/** The administrator's own tab, let in and at work. */
async function letIn(page: Page, { origin, token, upstream }: Victim) {
  await page.goto(`${origin}/#token=${token}`)
  await expect(page.getByRole('heading', { name: 'Import users' })).toBeVisible()
  expect(upstream.seen.length).toBeGreaterThan(0)
}

for (const name of ['localhost', '127.0.0.1', 'evil.test'])
  attack(`A10: a page on http://${name} can neither read nor send, by any means of a browser, not even with the token`, async ({ victim, evil }) => {
    const context = await evil.newContext()
    const own = await context.newPage()
    await letIn(own, victim)
    await own.goto('about:blank')
    const page = await context.newPage()
    await page.goto(`http://${name}:${victim.attacker.port}/`)
    victim.upstream.seen.length = 0
    for (const host of ['127.0.0.1', 'localhost']) {
      const outcomes = await attackFrom(page, { victim: `http://${host}:${victim.port}`, token: victim.token })
      expect(Object.keys(outcomes).length).toBeGreaterThan(17)
      expect(Object.entries(outcomes).filter(([, outcome]) => outcome !== 'blocked')).toEqual([])
    }
    expect(victim.upstream.seen).toEqual([])
    // Where the browser shows anything of Rollcall in a frame, it is the refusal of a form.
    for (const frame of page.frames()) expect(await frame.locator('#root').count()).toBe(0)
  })

/** What any page may load from a server that allows it. */
const loadable = [
  'fetch of the page',
  'fetch with the token',
  'import',
  'module of the app',
  'script of the app',
  'send as JSON',
  'send with everything',
  'update',
]

attack('the attacks are real: a server that guards nothing is read and written by the same page', async ({ evil }) => {
  const attacker = await startAttacker()
  const defenceless = await startAttacker()
  const page = await evil.newPage()
  await page.goto(`http://localhost:${attacker.port}/`)
  const outcomes = await attackFrom(page, { victim: `http://127.0.0.1:${defenceless.port}`, token: 'x' })
  const loaded = Object.entries(outcomes).filter(([, outcome]) => outcome !== 'blocked')
  expect(loaded.map(([name]) => name).toSorted()).toEqual(loadable)
  // The sends without CORS, two beacons and three forms among them.
  expect(defenceless.seen.filter((each) => each === 'POST /api/v2/bulk/users').length).toBeGreaterThanOrEqual(7)
  await defenceless.stop()
  await attacker.stop()
})

attack('A14: a name that was pointed at this machine gets neither page nor API, with everything that its page could know', async ({ victim, evil }) => {
  const page = await evil.newPage()
  const answer = await page.goto(`http://evil.test:${victim.port}/`)
  expect(answer?.status()).toBe(421)
  expect(await page.content()).not.toContain(victim.token)
  victim.upstream.seen.length = 0
  const results = await page.evaluate(async (token) => {
    const headers = {
      'content-type': 'application/json',
      'x-rollcall-token': token,
      'x-rollcall-organization': 'ab'.repeat(12),
      'x-rollcall-submission': 'key-of-a-rebound-page',
    }
    const asked = [
      ...['/', '/theme.js', '/rollcall/status', '/api/systemusers', '/nothing'].map((path) => fetch(path, { headers })),
      fetch('/api/v2/bulk/users', { method: 'POST', headers, body: '[{"username":"evil"}]' }),
      fetch('/api/v2/bulk/users', { method: 'PATCH', headers, body: '[{"username":"evil"}]' }),
    ]
    return Promise.all(asked.map((each) => each.then(async (response) => [response.status, await response.text()] as const)))
  }, victim.token)
  expect(results.map(([status]) => status)).toEqual(Array(7).fill(421))
  for (const [, text] of results) expect(text).not.toContain(victim.token)
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
  expect(victim.upstream.seen).toEqual([])
})

attack('A15: the app cannot be framed, and a page that opens it has no hold on it', async ({ victim, evil }) => {
  const context = await evil.newContext()
  const page = await context.newPage()
  await page.goto(`http://localhost:${victim.attacker.port}/`)
  for (const target of ['/', '/jobs', '/theme.js', '/nothing']) {
    await page.evaluate((src) => document.body.append(Object.assign(document.createElement('iframe'), { src })), `${victim.origin}${target}`)
  }
  await expect.poll(() => page.frames().filter((frame) => frame.url().startsWith('chrome-error:')).length).toBe(4)

  const [popup] = await Promise.all([
    context.waitForEvent('page'),
    page.evaluate((url) => void Object.assign(window, { opened: window.open(url, 'opened') }), `${victim.origin}/#token=${victim.token}`),
  ])
  await expect(popup.getByRole('heading', { name: 'Import users' })).toBeVisible()
  expect(await popup.evaluate(() => window.opener as unknown)).toBeNull()
  expect(
    await page.evaluate(() => {
      const { opened } = window as unknown as { opened: Window }
      return [opened.closed, opened.length]
    }),
  ).toEqual([true, 0])
})

attack('a page that opens the app with a token of its own does not lock the administrator out', async ({ victim, evil }) => {
  const context = await evil.newContext()
  const own = await context.newPage()
  await letIn(own, victim)
  const page = await context.newPage()
  await page.goto(`http://localhost:${victim.attacker.port}/`)
  const [popup] = await Promise.all([context.waitForEvent('page'), page.evaluate((url) => void window.open(url), `${victim.origin}/#token=${'x'.repeat(43)}`)])
  await expect(popup.getByRole('heading', { name: 'Import users' })).toBeVisible()
  expect(popup.url()).not.toContain('token')
  await own.reload()
  await expect(own.getByRole('heading', { name: 'Import users' })).toBeVisible()
})

attack('the one policy for scripts is made when the app starts: nothing can take its name, make another, or write HTML', async ({ victim, evil }) => {
  const page = await evil.newPage()
  await page.goto(`${victim.origin}/#token=${victim.token}`)
  await expect(page.getByRole('heading', { name: 'Import users' })).toBeVisible()
  const outcomes = await page.evaluate(() => {
    const factory = (globalThis as unknown as { trustedTypes: { createPolicy: (name: string, rules: object) => unknown } }).trustedTypes
    const tried = (work: () => unknown) => {
      try {
        work()
        return 'done'
      } catch {
        return 'refused'
      }
    }
    return [
      tried(() => factory.createPolicy('rollcall', {})),
      tried(() => factory.createPolicy('other', {})),
      tried(() => {
        document.body.innerHTML = '<p>planted</p>'
      }),
    ]
  })
  expect(outcomes).toEqual(['refused', 'refused', 'refused'])
  expect(await page.getByText('planted').count()).toBe(0)
})

test('a page that breaks its policy fails the test that it happens in', async ({ app }) => {
  test.fail()
  await app.evaluate(() => {
    try {
      document.body.insertAdjacentHTML('beforeend', '<p>planted</p>')
    } catch {
      // The page goes on; the fixture has seen it.
    }
  })
})

test('a style or a script that is not a file of ours is refused by the page, and fails the test too', async ({ app }) => {
  test.fail()
  await app.evaluate(() => document.head.append(Object.assign(document.createElement('style'), { textContent: 'p {}' })))
})

attack('a service worker that a program left on this port before is ended, and Rollcall is shown', async ({ evil }) => {
  test.slow()
  const squatter = await startAttacker(
    'addEventListener("fetch", (event) => event.respondWith(new Response("<title>fake</title>", { headers: { "content-type": "text/html" } })))',
  )
  const context = await evil.newContext()
  const page = await context.newPage()
  const origin = `http://127.0.0.1:${squatter.port}`
  await page.goto(origin)
  await page.evaluate(() => navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready))
  await page.reload()
  await expect(page).toHaveTitle('fake')
  await squatter.stop()

  const link = linkIn(await startRollcall({ ROLLCALL_PORT: String(squatter.port) }))
  const visit = async () => {
    await page.goto('about:blank')
    // The page may be opened again by what ends the worker, in the middle of this.
    await page.goto(link).catch(() => null)
    return page.title().catch(() => '')
  }
  // The browser looks for a newer worker a moment after a visit.
  await expect.poll(visit, { timeout: 40_000, intervals: [2_000] }).toBe('Rollcall')
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0)
  expect(await visit()).toBe('Rollcall')
  await expect(page.getByRole('heading', { name: 'Import users' })).toBeVisible()
  stopRollcalls()
})
