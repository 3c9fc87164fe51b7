/** Cells copied in Excel, Google Sheets and Numbers come in as they were. */
import { expect, test } from 'vitest'
import { pastedFile } from './pasted-file.ts'
import { collectTable, readTable } from './read-table.ts'

async function paste(text: string, html = '') {
  const file = pastedFile({ text, html })
  if (file === null) return null
  const sink = collectTable()
  const reading = await readTable(file, {}, sink)
  return { ...sink.table(), reading }
}

test('C21: Excel, tab-separated text with quotes where a cell needs them, and its own HTML beside it', async () => {
  const html = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td {mso-number-format:General}</style></head><body>
<table border=0><!--StartFragment--><col width=64><tr height=20><td class=xl65>Username</td><td>Description</td></tr>
<tr><td>ana</td><td class=xl66>line one<br>\r\n    line two</td></tr><!--EndFragment--></table></body></html>`
  const pasted = await paste('Username\tDescription\r\nana\t"line one\nline two"\r\n', html)
  expect([pasted?.rows, pasted?.reading.delimiter, pasted?.reading.tokenizer]).toEqual([[['ana', 'line one\nline two']], '\t', 'papaparse'])
})

test('Google Sheets: text alone decides where both agree, and leading zeros stay', async () => {
  const html = `<google-sheets-html-origin><style type="text/css"><!--td {border: 1px solid #ccc;}--></style><table><tbody><tr><td>Username</td><td>Employee ID</td></tr><tr><td>ana</td><td data-sheets-value="{&quot;1&quot;:2}">007</td></tr></tbody></table>`
  expect((await paste('Username\tEmployee ID\nana\t007', html))?.rows).toEqual([['ana', '007']])
})

test('Numbers: line ends without quotes are told apart by the table beside the text', async () => {
  const html =
    '<meta charset="utf-8"><table><tr><td>Username</td><td>Notes</td></tr><tr><td>ana</td><td>one<br>two</td></tr><tr><td>ben</td><td>R&amp;D&nbsp;1</td></tr></table>'
  const pasted = await paste('Username\tNotes\nana\tone\ntwo\nben\tR&D\u00A01', html)
  expect(pasted?.rows).toEqual([
    ['ana', 'one\ntwo'],
    ['ben', 'R&D\u00A01'],
  ])
  expect(pasted?.reading.tokenizer).toBe('html')
})

test('merged cells keep every value in its column, and in every row that they reach over', async () => {
  const html =
    '<table><tr><th>Username</th><th>Team</th><th>City</th></tr><tr><td>ana</td><td rowspan=2>Sales</td><td>Bonn</td></tr><tr><td>ben</td><td>Lyon</td></tr><tr><td colspan=2>cleo</td><td>Rome</td></tr></table>'
  expect((await paste('', html))?.rows).toEqual([
    ['ana', 'Sales', 'Bonn'],
    ['ben', 'Sales', 'Lyon'],
    ['cleo', '', 'Rome'],
  ])
})

test('what a page puts beside the table is never run or read', async () => {
  const html = '<table><tr><td>Username</td><td>x</td></tr><tr><td>ana<script>alert("no")</script></td><td><img src=x onerror=alert(1)>1</td></tr></table>'
  expect((await paste('', html))?.rows).toEqual([['ana', '1']])
})

test('nothing on the clipboard is nothing', async () => {
  expect(await paste('  \n', '<p>hello</p>')).toBeNull()
})

test('an HTML table that calls itself .xls is read as one', async () => {
  const sink = collectTable()
  const html =
    '\uFEFF<!DOCTYPE html><html><body><table><tr><th>Username</th><th>Email</th></tr><tr><td>zoe</td><td>zoe@acme.example</td></tr></table></body></html>'
  await readTable(new File([html], 'export.xls'), {}, sink)
  expect(sink.table().rows).toEqual([['zoe', 'zoe@acme.example']])
})
