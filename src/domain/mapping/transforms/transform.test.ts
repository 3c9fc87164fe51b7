/** Transforms give what an administrator would have typed, number what is taken, and leave what nobody can know. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bulkChange, takeBack, withBulk } from '../../draft/bulk.ts'
import { packTable } from '../../packed/packed-table.ts'
import { RowList } from '../../packed/row-list.ts'
import type { RowSet } from '../../packed/row.ts'
import { countryCode } from './countries.ts'
import { readDate, isoDate, orderIn } from './dates.ts'
import { distinctValues } from './distinct.ts'
import { firstNameFirst, splitName } from './names.ts'
import { runTransform, withoutBrackets, type Surroundings, type Transform } from './transform.ts'
import { lostZeros, withZeros } from './zeros.ts'
import { freeName, inAscii, usernameFor } from './usernames.ts'

test.each([
  ['Ana Keller', 'Ana', 'Keller'],
  ['Keller, Ana', 'Ana', 'Keller'],
  ['KELLER,Ana Maria', 'Ana Maria', 'KELLER'],
  ['Ana Maria Keller', 'Ana Maria', 'Keller'],
  ['Ludwig van Beethoven', 'Ludwig', 'van Beethoven'],
  ['Maria de la Cruz', 'Maria', 'de la Cruz'],
  ['van der Berg, Jan', 'Jan', 'van der Berg'],
  ['John Smith Jr.', 'John', 'Smith Jr.'],
  ['John Smith, PhD', 'John', 'Smith PhD'],
  ['Smith, John, Jr.', 'John', 'Smith Jr.'],
  ['Dr. Eva Braun-Huber', 'Eva', 'Braun-Huber'],
  ['KELLER Ana', 'Ana', 'KELLER'],
  ['DE LA TOUR Marie-Claire', 'Marie-Claire', 'DE LA TOUR'],
  ['Jan Willem VAN DER BERG', 'Jan Willem', 'VAN DER BERG'],
  ['O’BRIEN Seán', 'Seán', 'O’BRIEN'],
  ['JD Vance', 'JD', 'Vance'],
  ['J.P. Balkenende', 'J.P.', 'Balkenende'],
  ['A.P.J. Abdul Kalam', 'A.P.J. Abdul', 'Kalam'],
  ['K.-H. Schmidt', 'K.-H.', 'Schmidt'],
  ['J.R. SMITH', 'J.R.', 'SMITH'],
  ['Jan van der BERG', 'Jan', 'van der BERG'],
  ['ANA KELLER', 'ANA', 'KELLER'],
  ['Ana KELLER Ito', 'Ana KELLER', 'Ito'],
  ['  Zoë   Engel ', 'Zoë', 'Engel'],
  ['Иван Петров', 'Иван', 'Петров'],
  ['山田 太郎', '太郎', '山田'],
  ['田中　さくら', 'さくら', '田中'],
  ['김 민준', '민준', '김'],
])('%j is %j and %j', (text, first, last) => {
  expect(splitName(text)).toEqual({ first, last })
})

test.each(['Ana', '', ' , ', 'Keller,', 'Dr. Ana', '山田太郎', 'ジョン スミス', '佐藤 ジョン 太郎'])('%j has no two parts', (text) => {
  expect(splitName(text)).toBeNull()
})

test.each([
  ['Müller', 'mueller'],
  ['Weißmann', 'weissmann'],
  ['Søren Ødegård', 'soren odegard'],
  ['Łukasz Żak', 'lukasz zak'],
  ['José Peña', 'jose pena'],
  ['Mu\u0308ller', 'mueller'],
  ['Щербаков', 'shcherbakov'],
  ['Йордан Юрьев', 'iordan yurev'],
  ['Παπαδόπουλος', 'papadopoulos'],
  ['Ångström', 'angstroem'],
  ['Þór Æsir', 'thor aesir'],
  ['李', ''],
])('%j is %j in ASCII', (text, ascii) => {
  expect(inAscii(text)).toBe(ascii)
})

test.each(['mailto:ana.keller@acme.example', 'Ana Keller <ana@acme.example>', 'ana.keller(at)acme.example', 'ana kellr@acme.example', 'ana.keller'])(
  'the email %s is damaged, so no username is made of it, and the next pattern is taken',
  (email) => {
    const parts = { first: 'Ana', last: 'Keller', email, employee: '' }
    expect(usernameFor(parts, { pattern: '{email}', maximum: 20, umlauts: 'two-letters' })).toBeNull()
    expect(usernameFor(parts, { pattern: '{email}|{f}{last}', maximum: 20, umlauts: 'two-letters' })).toBe('akeller')
  },
)

test.each(['MÃ¼ller', 'M?ller', 'M\uFFFDller', 'GarcÃ­a'])('no username is made of “%s”, whose letters are not the right ones', (last) => {
  const of = (pattern: string) =>
    usernameFor({ first: 'Ana', last, email: 'ana.m@acme.example', employee: '' }, { pattern, maximum: 20, umlauts: 'one-letter' })
  expect([of('{first}.{last}'), of('{f}{last}|{email}')]).toEqual([null, 'ana.m'])
})

test('usernames follow the pattern, the length and the first letter', () => {
  const parts = { first: 'Anna Maria', last: 'van der Berg', email: 'A.Berg+hr@acme.example', employee: '0042' }
  const of = (pattern: string, maximum = 20) => usernameFor(parts, { pattern, maximum, umlauts: 'two-letters' })
  expect([of('{first}.{last}'), of('{f}{last}'), of('{first}{l}'), of('{email}'), of('u{employee}'), of('{employee}{first}')]).toEqual([
    'anna.vanderberg',
    'avanderberg',
    'annav',
    'a.berg',
    'u0042',
    'anna',
  ])
  expect(of('{first}.{last}', 5)).toBe('anna')
  expect(usernameFor({ ...parts, last: '李' }, { pattern: '{first}.{last}', maximum: 20, umlauts: 'two-letters' })).toBeNull()
  expect(freeName('ana.keller', 10, (name) => name === 'ana.keller' || name === 'ana.kelle2')).toBe('ana.kelle3')
})

test.each([
  ['21.06.2015', '2015-06-21'],
  ['8/17/2015', '2015-08-17'],
  ['17/8/2015', '2015-08-17'],
  ['2015/4/5', '2015-04-05'],
  ['20150405', '2015-04-05'],
  ['5 avril 2015', '2015-04-05'],
  ['April 5th, 2015', '2015-04-05'],
  ['05-Apr-15', '2015-04-05'],
  ['5 de marzo de 2015', '2015-03-05'],
  ['5 października 2015', '2015-10-05'],
  ['42000', '2014-12-27'],
  ['1/5/2026 6:30:00 PM', null],
  ['30.02.2015', null],
  ['2015-02-30', null],
  ['31/04/2015', null],
  ['soon', null],
  ['12', null],
])('the date %j is %j', (text, iso) => {
  expect(isoDate(text)).toBe(iso)
})

test('a date with two meanings is told by whoever chose, and others in its column may tell', () => {
  expect(readDate('2/4/2016').kind).toBe('two-ways')
  expect([isoDate('2/4/2016', 'day-first'), isoDate('2/4/2016', 'month-first')]).toEqual(['2016-04-02', '2016-02-04'])
  expect([orderIn(['2/4/2016', '8/17/2015']), orderIn(['17/8/2015']), orderIn(['8/17/2015', '17/8/2015']), orderIn(['1.2.2015'])]).toEqual([
    'month-first',
    'day-first',
    null,
    null,
  ])
})

test.each([
  ['Germany', 'DE'],
  ['Deutschland', 'DE'],
  ['Allemagne', 'DE'],
  ['Österreich', 'AT'],
  ['España', 'ES'],
  ['Stany Zjednoczone', 'US'],
  ['USA', 'US'],
  ['u.s.a.', 'US'],
  ['gbr', 'GB'],
  ['fr', 'FR'],
  ['Atlantis', null],
])('%j is the country %j', (text, code) => {
  expect(countryCode(text)).toBe(code)
})

const columns = ['username', 'email', 'firstname', 'lastname', 'department']
const source = packTable({
  headers: ['Name', 'User', 'Mail', 'Dept'],
  rows: [
    ['Keller, Ana', '', 'ana@x.example', 'Sales'],
    ['Ana Keller', '', '', 'sales '],
    ['Ana  Keller', 'kept', 'k@x.example', 'Sales'],
    ['Plato', '', 'plato@x.example', 'IT'],
  ],
  lines: [2, 3, 4, 5],
})
const set: RowSet = {
  columns,
  rows: RowList.read(
    packTable({
      headers: columns,
      rows: [
        ['', 'ana@x.example', '', '', 'Sales'],
        ['', '', '', '', 'sales '],
        ['ana.keller2', 'k@x.example', '', '', 'Sales'],
        ['', 'plato@x.example', '', '', 'IT'],
      ],
      lines: [2, 3, 4, 5],
    }),
  ),
}
const around: Surroundings = { set, source }

function after(transform: Transform, from: Surroundings = around) {
  const outcome = runTransform(transform, from)
  const change = bulkChange(from.set, { id: 'b1', title: '', parts: outcome.changes })
  return { ...outcome, change, set: change === null ? from.set : withBulk(from.set, change, 'do') }
}
const column = (rows: RowSet, field: string) => rows.rows.map(({ cells }) => cells[rows.columns.indexOf(field)] ?? '')

test('names are split from a column that is mapped to nothing, and usernames are numbered past file and directory', () => {
  const named = after({ kind: 'split-name', from: { kind: 'column', column: 0 }, onlyBlank: true })
  expect([column(named.set, 'firstname'), column(named.set, 'lastname')]).toEqual([
    ['Ana', 'Ana', 'Ana', ''],
    ['Keller', 'Keller', 'Keller', ''],
  ])
  expect(named.unsolved).toEqual({ count: 1, samples: ['Plato'] })
  const made = after(
    { kind: 'usernames', pattern: '{first}.{last}', maximum: 20, umlauts: 'two-letters', onlyBlank: true, fullName: null },
    { set: named.set, source, isTaken: (name) => name === 'ana.keller' },
  )
  expect(column(made.set, 'username')).toEqual(['ana.keller3', 'ana.keller4', 'ana.keller2', ''])
  expect([made.numbered.count, made.unsolved.count]).toEqual([2, 1])
})

test('each transform does what it says, and no more', () => {
  const of = (transform: Transform, field: string) => column(after(transform).set, field)
  expect(of({ kind: 'fill', field: 'email', from: { kind: 'column', column: 1 } }, 'email')).toEqual(['ana@x.example', '', 'k@x.example', 'plato@x.example'])
  expect(of({ kind: 'fixed', field: 'company', text: 'Acme', onlyBlank: true }, 'company')).toEqual(['Acme', 'Acme', 'Acme', 'Acme'])
  expect(of({ kind: 'values', field: 'department', values: new Map([['sales ', 'Sales']]) }, 'department')).toEqual(['Sales', 'Sales', 'Sales', 'IT'])
  expect(of({ kind: 'replace', field: 'email', find: 'X.', by: 'y.', isWholeCell: false, matchCase: false }, 'email')[0]).toBe('ana@y.example')
  expect(of({ kind: 'replace', field: 'email', find: 'X.', by: 'y.', isWholeCell: false, matchCase: true }, 'email')[0]).toBe('ana@x.example')
  expect(of({ kind: 'case', field: 'department', to: 'upper' }, 'department')).toEqual(['SALES', 'SALES ', 'SALES', 'IT'])
  const inputs = [
    { kind: 'column', column: 3 },
    { kind: 'field', field: 'email' },
  ] as const
  expect(of({ kind: 'combine', field: 'description', inputs, pattern: '{0}: {1}', onlyBlank: true }, 'description')).toEqual([
    'Sales: ana@x.example',
    'sales:',
    'Sales: k@x.example',
    'IT: plato@x.example',
  ])
  const bare = ['Sales (Ana)', 'Sales (Ana) (EMEA)', '(x)', 'Sales (', 'R(x)D'].map(withoutBrackets)
  expect(bare).toEqual(['Sales', 'Sales', null, null, null])
  expect(['123', '00123', '1067.0', 'E12', '123456'].map((text) => withZeros(text, 5))).toEqual(['00123', null, '01067', null, null])
  expect(distinctValues(set, 'department')).toEqual([
    { word: 'Sales', count: 2, meaning: null },
    { word: 'sales ', count: 1, meaning: 'Sales' },
    { word: 'IT', count: 1, meaning: null },
  ])
})

const cell = fc.constantFrom(
  '',
  'ana',
  'Ana Keller',
  'sales ',
  'NULL',
  '2/4/2016',
  '1.2.2016',
  'Germany',
  '\uDFFF',
  'Sales (Ana) (EMEA)',
  '(x)',
  '42',
  '1067.0',
)
const anyTransform: fc.Arbitrary<Transform> = fc.constantFrom<Transform>(
  { kind: 'split-name', from: { kind: 'column', column: 0 }, onlyBlank: true },
  { kind: 'usernames', pattern: '{f}{last}', maximum: 20, umlauts: 'one-letter', onlyBlank: true, fullName: { kind: 'column', column: 0 } },
  { kind: 'fill', field: 'department', from: { kind: 'field', field: 'lastname' } },
  { kind: 'fixed', field: 'jobTitle', text: 'x', onlyBlank: true },
  { kind: 'values', field: 'department', values: new Map([['ana', 'Ana']]) },
  { kind: 'countries', field: 'department' },
  { kind: 'dates', field: 'department', order: 'day-first' },
  { kind: 'replace', field: 'lastname', find: 'a', by: 'b', isWholeCell: false, matchCase: true },
  { kind: 'case', field: 'firstname', to: 'name' },
  { kind: 'brackets', field: 'department' },
  { kind: 'zeros', field: 'department', digits: 5 },
)

test('a transform touches only its own field, its undo restores the table, twice changes nothing more, and it can be taken back', () => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 8 }), anyTransform, (rows, transform) => {
      const table = packTable({ headers: columns, rows, lines: rows.map((_, at) => at + 2) })
      const before: RowSet = { columns, rows: RowList.read(table) }
      const made = after(transform, { set: before, source: table })
      if (made.change === null) return
      const touched = new Set(made.change.columns.map(({ field }) => field))
      const texts = (rowSet: RowSet) => rowSet.rows.map(({ cells }) => rowSet.columns.map((_, at) => cells[at] ?? ''))
      for (const field of columns) if (!touched.has(field)) expect(column(made.set, field)).toEqual(column(before, field))
      const undone = withBulk(made.set, made.change, 'undo')
      expect([undone.columns, texts(undone)]).toEqual([before.columns, texts(before)])
      const back = takeBack(made.set, made.change, 'b2')
      if (back !== null) for (const field of columns) expect(column(withBulk(made.set, back, 'do'), field)).toEqual(column(before, field))
      expect(after(transform, { set: made.set, source: table }).change).toBeNull()
    }),
    { numRuns: 500 },
  )
})

test('who is in the directory keeps the username that is there, and only others get a new one', () => {
  const set = {
    columns: ['username', 'email'],
    rows: ['ana.keller@x.example', 'new.one@x.example'].map((email, at) => ({ key: `r${at + 1}`, line: at + 2, cells: ['', email] })),
  }
  const transform: Transform = { kind: 'usernames', pattern: '{email}', maximum: 20, umlauts: 'two-letters', onlyBlank: true, fullName: null }
  const [change] = runTransform(transform, {
    set,
    source: packTable({ headers: [], rows: [], lines: [] }),
    isTaken: (name) => name === 'akeller' || name === 'new.one',
    usernameOf: (email) => (email === 'ana.keller@x.example' ? 'akeller' : undefined),
  }).changes
  expect([change?.change(1, ''), change?.change(2, '')]).toEqual(['akeller', 'new.one2'])
  // The same row once more is the same user, to be found as a duplicate.
  expect(change?.change(2, '')).toBe('new.one2')
})

test.each([
  [['80331.0', '1067.0'], 5],
  [['80331.0', '1067.0', '10115.0'], 5],
  [['80331', '1067'], null],
])('of %j a spreadsheet took zeros: %j digits', (values, digits) => {
  expect(lostZeros(values)?.usual ?? null).toBe(digits)
})

test.each([
  ['Keller, Ana', 'Ana Keller'],
  ['van Dyk,  Ana Maria', 'Ana Maria van Dyk'],
  ['Keller, Ana, PhD', 'Ana Keller PhD'],
  ['Keller, PhD, Ana', 'Ana Keller PhD'],
  ['Ana Keller', null],
  ['Keller, Jr.', null],
  ['Keller,', null],
])('“%s” with the first name first', (text, after) => {
  expect(firstNameFirst(text)).toBe(after)
})
