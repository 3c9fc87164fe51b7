/** The form of a user opens with what is filled and required, and finds the rest. */
import { expect, test } from 'vitest'
import { formFields, formSections, inputName } from './form-sections.ts'

const nothing: ReadonlySet<string> = new Set()
const shape = { fields: formFields(['username', 'attributes.badge']), purpose: 'both', filled: nothing, added: nothing, openness: {}, search: '' } as const
const shownIn = (sections: ReturnType<typeof formSections>) => sections.flatMap(({ shown }) => shown.map(({ key }) => key))

test('a new user is asked for what JumpCloud requires, and an update for nothing that it has already', () => {
  expect(shownIn(formSections(shape))).toEqual(['username', 'email'])
  expect(shownIn(formSections({ ...shape, purpose: 'update' }))).toEqual([])
})

test('filled fields are open in their sections, and sections without any are closed, but for those where elements are added', () => {
  const sections = formSections({ ...shape, purpose: 'update', filled: new Set(['department', 'attributes.badge']) })
  expect(sections.filter(({ isOpen }) => isOpen).map(({ group }) => group)).toEqual([
    'Employment',
    'Phones',
    'Home address',
    'Work address',
    'Custom attributes',
  ])
  expect(shownIn(sections)).toEqual(['department', 'attributes.badge'])
})

test('a section that was opened shows every field; phones and addresses only those that were added', () => {
  const sections = formSections({ ...shape, openness: { Name: 'all', Phones: 'all' }, added: new Set(['phoneNumbers.work']) })
  expect(shownIn(sections)).toEqual(expect.arrayContaining(['firstname', 'lastname', 'displayname', 'phoneNumbers.work']))
  expect(shownIn(sections)).not.toContain('phoneNumbers.home')
})

test('a search finds fields by label, key, section and common names, wherever they are', () => {
  expect(shownIn(formSections({ ...shape, search: 'job tit' }))).toEqual(['jobTitle'])
  expect(shownIn(formSections({ ...shape, search: 'vorname' }))).toContain('firstname')
  expect(shownIn(formSections({ ...shape, search: 'home city' }))).toEqual(['addresses.home.locality'])
  expect(shownIn(formSections({ ...shape, search: 'badge' }))).toEqual(['attributes.badge'])
  expect(shownIn(formSections({ ...shape, search: 'no such field' }))).toEqual([])
})

test('no name of an input holds what react-hook-form reads as a path', () => {
  const names = ['addresses.home.locality', "attributes.it's[0]", 'attributes.a"b'].map(inputName)
  expect(names.filter((name) => /[.[\]"']/.test(name))).toEqual([])
  expect(new Set(names).size).toBe(3)
})
