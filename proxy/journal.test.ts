/** A journal that cannot vouch for a send says so (W5, W10): whatever is damaged, replaced or restored, nothing is taken for proven that is not. */
import { appendFileSync, copyFileSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openJournal, type Journal } from './journal.ts'
import { sendOnce } from './send.ts'

const made: string[] = []
const newDir = () => {
  made.push(mkdtempSync(join(tmpdir(), 'rollcall-journal-')))
  return made.at(-1) ?? ''
}
afterAll(() => made.forEach((each) => rmSync(each, { recursive: true, force: true })))

const key = 'key-0123456789abcdef'
const other = 'key-fedcba9876543210'
const jobId = 'b'.repeat(24)
const facts = { method: 'POST', body: Buffer.from('[{}]'), users: 1, organizationId: 'a'.repeat(24) } as const
const pathOf = (dir: string) => join(dir, 'journal.jsonl')
const linesOf = (dir: string) => readFileSync(pathOf(dir), 'utf8').split('\n').slice(0, -1)
/** Opens, works and closes, as a process that ends. */
function during<T>(dir: string, work: (journal: Journal) => T): T {
  const journal = openJournal(dir, 'simulator')
  try {
    return work(journal)
  } finally {
    journal.close()
  }
}
/** A send of which the first byte has left and no answer has come. */
function begin(journal: Journal, of = key) {
  const registration = journal.register(of)
  expect(journal.claim({ key: of, tryAt: registration.tryAt, ...facts })).toEqual({ kind: 'send' })
  journal.markSending(of)
  return registration
}
/** Whether the journal would let somebody think that the try was proven not to be taken. */
const vouches = (journal: Journal, { journal: id, tryAt }: { journal: string; tryAt: number }, of = key) => {
  const found = journal.get(of)
  return found.state === 'not-accepted' && found.journal === id && found.tryAt === tryAt
}

test('a key is followed from its registration to its answer, over restarts', () => {
  const dir = newDir()
  const registration = during(dir, (journal) => {
    const { tryAt } = journal.register(key)
    expect(journal.get(key)).toMatchObject({ state: 'registered', tryAt, isThisRun: true, journal: journal.id })
    return { journal: journal.id, tryAt }
  })
  during(dir, (journal) => {
    expect(journal.get(key)).toMatchObject({ state: 'registered', isThisRun: false, journal: registration.journal })
    expect(journal.claim({ key, tryAt: registration.tryAt, ...facts })).toEqual({ kind: 'send' })
    journal.markSending(key)
  })
  during(dir, (journal) => {
    expect([journal.get(key).state, journal.claim({ key, tryAt: registration.tryAt, ...facts }).kind]).toEqual(['sent-without-answer', 'unknown'])
    journal.markAnswered(key, 200, jobId)
  })
  during(dir, (journal) => {
    expect(journal.claim({ key, tryAt: registration.tryAt, ...facts })).toEqual({ kind: 'replay', status: 200, jobId })
    expect(journal.claim({ key, tryAt: registration.tryAt, ...facts, body: Buffer.from('[{},{}]') })).toEqual({ kind: 'changed' })
    expect([journal.damaged, journal.register(key).tryAt]).toEqual([[], registration.tryAt])
  })
})

test('a body that comes after its key was registered again is not sent', () => {
  during(newDir(), (journal) => {
    const first = journal.register(key)
    const second = journal.register(key)
    expect(journal.claim({ key, tryAt: first.tryAt, ...facts })).toEqual({ kind: 'overtaken' })
    expect(journal.claim({ key, tryAt: second.tryAt, ...facts })).toEqual({ kind: 'send' })
  })
})

/** Everything that can happen to the file while nobody runs; two sends are in it: one proven not to be taken, and a later one on its way. */
const damages: Readonly<Record<string, (dir: string) => void>> = {
  'the registration is garbled': (dir) => garble(dir, '"try"', -1),
  'the mark of the send is garbled': (dir) => garble(dir, '"sending"', -1),
  'one bit is flipped in the last line': (dir) => flip(dir, -20),
  'one bit is flipped in the middle': (dir) => flip(dir, Math.floor(statSync(pathOf(dir)).size / 2)),
  'NUL bytes stand at its end': (dir) => appendFileSync(pathOf(dir), Buffer.alloc(512)),
  'the last line was overwritten with NUL bytes': (dir) => {
    const text = readFileSync(pathOf(dir))
    const at = text.lastIndexOf('\n', text.length - 2) + 1
    writeFileSync(pathOf(dir), Buffer.concat([text.subarray(0, at), Buffer.alloc(text.length - at)]))
  },
  'random bytes stand at its end': (dir) => appendFileSync(pathOf(dir), Buffer.from('9f3a00ff8812', 'hex')),
  'a line is cut off': (dir) =>
    writeFileSync(
      pathOf(dir),
      linesOf(dir)
        .slice(0, -1)
        .map((line) => `${line}\n`)
        .join(''),
    ),
  'half a line is cut off': (dir) => truncateSync(pathOf(dir), statSync(pathOf(dir)).size - 30),
  'two lines are cut off': (dir) =>
    writeFileSync(
      pathOf(dir),
      linesOf(dir)
        .slice(0, -2)
        .map((line) => `${line}\n`)
        .join(''),
    ),
  'a line in the middle is gone': (dir) =>
    writeFileSync(
      pathOf(dir),
      linesOf(dir)
        .filter((line) => !line.includes('"not-accepted"'))
        .map((line) => `${line}\n`)
        .join(''),
    ),
  'everything is cut off': (dir) => truncateSync(pathOf(dir), 0),
  'it is deleted': (dir) => rmSync(pathOf(dir)),
  'its key is empty': (dir) => truncateSync(join(dir, 'journal.key'), 0),
  'its key is another': (dir) => writeFileSync(join(dir, 'journal.key'), Buffer.alloc(32, 7)),
  'lines were swapped': (dir) => {
    const lines = linesOf(dir)
    writeFileSync(pathOf(dir), [...lines.slice(0, -2), lines.at(-1), lines.at(-2)].map((line) => `${line}\n`).join(''))
  },
  'an older backup was restored': (dir) => copyFileSync(join(dir, 'backup'), pathOf(dir)),
  'another data directory stands in its place': (dir) => {
    rmSync(pathOf(dir))
    rmSync(join(dir, 'journal.key'))
  },
}
function garble(dir: string, word: string, nth: number) {
  const lines = linesOf(dir)
  const places = lines.flatMap((line, at) => (line.includes(word) ? [at] : []))
  const at = places.at(nth) ?? -1
  lines[at] = (lines[at] ?? '').replace(word, '"trx"')
  writeFileSync(pathOf(dir), lines.map((line) => `${line}\n`).join(''))
}
function flip(dir: string, at: number) {
  const bytes = readFileSync(pathOf(dir))
  const place = at < 0 ? bytes.length + at : at
  bytes[place] = (bytes[place] ?? 0) ^ 1
  writeFileSync(pathOf(dir), bytes)
}

test.each(Object.keys(damages))('after a send of which nobody knows the end, %s: it is never taken for not sent', (name) => {
  const dir = newDir()
  const registration = during(dir, (journal) => {
    const { tryAt } = begin(journal)
    expect(tryAt).toBeGreaterThan(0)
    journal.markNotAccepted(key, 429)
    journal.release(key)
    copyFileSync(pathOf(dir), join(dir, 'backup'))
    return begin(journal)
  })
  damages[name]?.(dir)
  for (const _ of ['first start', 'second start'])
    during(dir, (journal) => {
      expect(vouches(journal, registration)).toBe(false)
      expect(journal.get(key).isThisRun).toBe(false)
      begin(journal, `${other}-${_.slice(0, 5)}`)
    })
})

test('what was proven not to be taken is so after a restart', () => {
  const dir = newDir()
  const registration = during(dir, (journal) => {
    const begun = begin(journal)
    journal.markNotAccepted(key, 429)
    return begun
  })
  during(dir, (journal) => expect([vouches(journal, registration), journal.damaged]).toEqual([true, []]))
})

test.each(['the registration is garbled', 'one bit is flipped in the middle', 'a line in the middle is gone', 'lines were swapped', 'its key is another'])(
  'the administrator is told when %s',
  (name) => {
    const dir = newDir()
    during(dir, (journal) => {
      begin(journal)
      journal.markNotAccepted(key, 429)
      journal.release(key)
      begin(journal)
      journal.markAnswered(key, 200, jobId)
    })
    damages[name]?.(dir)
    for (const _ of ['first start', 'second start']) during(dir, (journal) => expect(journal.damaged.length).toBeGreaterThan(0))
  },
)

test('a line that was torn by a power cut is no damage, and spoils no other', () => {
  const dir = newDir()
  during(dir, (journal) => journal.register(key))
  truncateSync(pathOf(dir), statSync(pathOf(dir)).size - 9)
  during(dir, (journal) => {
    expect([journal.get(key).state, journal.damaged]).toEqual(['never-seen', []])
    begin(journal, other)
  })
  during(dir, (journal) => expect([journal.get(other).state, journal.damaged]).toEqual(['sent-without-answer', []]))
})

test('a journal of the form before there was a chain is taken over once, and stays usable', () => {
  const dir = newDir()
  const at = 1
  const seen = { kind: 'seen', at, method: 'POST', body: 'f'.repeat(64), users: 2, organizationId: 'a'.repeat(24), upstream: 'simulator' }
  const earlier = [
    { ...seen, key },
    { kind: 'sending', key, at },
    { kind: 'answered', key, at, status: 200, jobId },
    { ...seen, key: other },
    { kind: 'sending', key: other, at },
  ]
  writeFileSync(pathOf(dir), earlier.map((line) => `${JSON.stringify(line)}\n`).join(''))
  for (const _ of ['first start', 'second start'])
    during(dir, (journal) => {
      expect(journal.get(key)).toMatchObject({ state: 'answered', jobId, method: 'POST', users: 2 })
      expect(journal.get(other)).toMatchObject({ state: 'sent-without-answer', organizationId: 'a'.repeat(24) })
      expect([journal.claim({ key: other, tryAt: null, ...facts }).kind, journal.damaged]).toEqual(['changed', []])
      begin(journal, `new-${_.replace(' ', '-')}-0123456789`)
    })
  appendTo(dir, 0, 'x')
  during(dir, (journal) => expect(journal.damaged.length).toBeGreaterThan(0))
})
function appendTo(dir: string, line: number, text: string) {
  const lines = linesOf(dir)
  lines[line] = `${lines[line] ?? ''}${text}`
  writeFileSync(pathOf(dir), lines.map((each) => `${each}\n`).join(''))
}

test.each(['removed', 'replaced by another'])('while the data directory is %s, nothing is sent and the answer names the reason', async (name) => {
  const dir = newDir()
  const journal = openJournal(dir, 'simulator')
  const { tryAt } = journal.register(key)
  renameSync(dir, `${dir}-moved`)
  made.push(`${dir}-moved`)
  if (name !== 'removed') during(newDirAt(dir), (each) => each.register(other))
  let sends = 0
  const end = await sendOnce(journal, { key, tryAt: String(tryAt), ...facts }, () => {
    sends += 1
    return Promise.reject(new Error('must not be called'))
  })
  expect([sends, end.kind === 'refused' && end.refusal.message]).toEqual([0, expect.stringContaining('removed or replaced while Rollcall was running')])
  journal.close()
})
function newDirAt(dir: string): string {
  renameSync(newDir(), dir)
  return dir
}

test('an empty key, as a start on a full disk leaves one, is never used', () => {
  const dir = newDir()
  writeFileSync(join(dir, 'journal.key'), '')
  during(dir, (journal) => journal.register(key))
  expect(statSync(join(dir, 'journal.key')).size).toBe(32)
  expect(existsSync(join(dir, 'journal.key.new'))).toBe(false)
})
