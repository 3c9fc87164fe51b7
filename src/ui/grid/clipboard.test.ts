/** Blocks of cells from and to Excel, Google Sheets and Numbers. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHtml } from './clipboard-html.ts'
import { fromTsv, toHtml, toTsv } from './clipboard-text.ts'
import { blockFrom } from './use-clipboard.ts'

test('tab-separated text of Excel is a block, quoted cells and line breaks too', () => {
  expect(fromTsv('a\tb\r\nc\td\r\n')).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ])
  expect(fromTsv('"two\nlines"\tx\n"say ""hi"""\ty')).toEqual([
    ['two\nlines', 'x'],
    ['say "hi"', 'y'],
  ])
  expect(fromTsv('')).toEqual([])
  expect(fromTsv('one')).toEqual([['one']])
  expect(fromTsv('\n')).toEqual([['']])
  expect(fromTsv('a\t\n\tb\n')).toEqual([
    ['a', ''],
    ['', 'b'],
  ])
})

test('a quote that quotes nothing is a character', () => {
  expect(fromTsv('5" disk\t"odd\n')).toEqual([['5" disk', '"odd']])
  expect(fromTsv('"a"b\tc')).toEqual([['"a"b', 'c']])
})

const block = fc.integer({ min: 1, max: 5 }).chain((width) =>
  fc.array(fc.array(fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', ' ', '<', '&', 'é') }), { minLength: width, maxLength: width }), {
    minLength: 1,
    maxLength: 5,
  }),
)

test('what is copied is pasted as it was', () => {
  fc.assert(
    fc.property(block, (cells) => {
      expect(fromTsv(`${toTsv(cells)}\n`)).toEqual(cells)
    }),
  )
})

test('the HTML keeps characters, line breaks and leading zeros', () => {
  const cells = [
    ['007', 'a <b> & "c"'],
    ['two\nlines', ''],
  ]
  expect(fromHtml(toHtml(cells))).toEqual(cells)
})

test('the HTML of Google Sheets', () => {
  const html = `<meta charset='utf-8'><google-sheets-html-origin><style type="text/css"><!--td {border: 1px solid #cccccc;}br {mso-data-placement:same-cell;}--></style><table xmlns="http://www.w3.org/1999/xhtml" cellspacing="0" dir="ltr"><colgroup><col width="100"/></colgroup><tbody><tr style="height:21px;"><td style="overflow:hidden;" data-sheets-value="{&quot;1&quot;:2}">ana</td><td>Sales &amp; Ops</td></tr><tr><td>ben<br/>second</td><td></td></tr></tbody></table>`
  expect(fromHtml(html)).toEqual([
    ['ana', 'Sales & Ops'],
    ['ben\nsecond', ''],
  ])
})

test('the HTML of Excel, whose source is wrapped and whose cells may be merged', () => {
  const html = `<html xmlns:o="urn"><head><style>\n<!--table {mso-displayed-decimal-separator:"\\.";}\n--></style></head><body>
<!--StartFragment--><table border=0><tr height=20><td height=20 class=xl65 width=64>Head of
  Sales</td><td rowspan=2>both</td></tr>
 <tr><td>O&#39;Brien&nbsp;</td></tr><tr><td colspan=2>wide</td></tr><!--EndFragment--></table></body></html>`
  expect(fromHtml(html)).toEqual([
    ['Head of Sales', 'both'],
    ["O'Brien", ''],
    ['wide', ''],
  ])
})

test('the paragraphs of Numbers, and HTML without a table', () => {
  expect(fromHtml('<table><tbody><tr><td><p class="p1">one</p><p class="p1">two</p></td><td><p>x</p></td></tr></tbody></table>')).toEqual([['one\ntwo', 'x']])
  expect(fromHtml('<p>just text</p>')).toBeNull()
})

test.each([
  ['spans of millions of cells', `<table><tr><th>User</th></tr>${'<tr><td rowspan=65534 colspan=1000>x</td></tr>'.repeat(1_500)}</table>`],
  ['comments without end', `<table><tr><td>x${'<!--'.repeat(100_000)}`],
  ['quotes without end', `<table><tr><td>x${'<td a="'.repeat(50_000)}`],
  ['spaces between two letters', `<table><tr><td style="white-space:pre">x${' '.repeat(500_000)}y</td></tr></table>`],
])('C12: a paste that was built to hurt is over at once: %s', (_, html) => {
  const before = performance.now()
  fromHtml(html)
  expect(performance.now() - before).toBeLessThan(2_000)
})

test('a pasted table with more merged cells than a grid takes is pasted as its plain text', () => {
  const html = `<table>${'<tr><td rowspan=1000 colspan=1000>x</td></tr>'.repeat(200)}</table>`
  expect(fromHtml(html)).toBeNull()
  expect(blockFrom(html, 'a\tb')).toEqual([['a', 'b']])
})
