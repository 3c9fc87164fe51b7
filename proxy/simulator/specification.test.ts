/** What breaks the published specification is found, where a copy of it is at hand; a small one of our own shows that here. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSpecification } from './specification.ts'

const folder = mkdtempSync(join(tmpdir(), 'rollcall-specification-'))
const user = {
  type: 'object',
  required: ['email'],
  properties: {
    _id: { type: 'string' },
    email: { type: 'string', maxLength: 10 },
    age: { type: 'integer', minimum: 1 },
    state: { type: 'string', enum: ['ON'] },
    admin: { type: 'object', 'x-nullable': true },
  },
}
writeFileSync(
  join(folder, 'users.json'),
  JSON.stringify({
    swagger: '2.0',
    basePath: '/api',
    definitions: { user },
    paths: {
      '/users/{id}': {
        post: {
          parameters: [
            { in: 'query', name: 'limit', type: 'integer' },
            { in: 'body', name: 'body', schema: { $ref: '#/definitions/user' } },
          ],
          responses: { 201: { schema: { type: 'array', items: { $ref: '#/definitions/user' } } } },
        },
      },
    },
  }),
)
const specification = readSpecification(folder)
const asked = (body: unknown, query = '') => specification.requestProblem({ method: 'POST', path: '/api/users/7', query: new URLSearchParams(query), body })
const answered = (answer: unknown, status = 200) => specification.answerProblem({ method: 'POST', path: '/api/users/7', status, answer })

test.each<[unknown, string | null]>([
  [{ email: 'a@x' }, null],
  [{ email: 'a@x', _id: '1', id: '1', admin: null }, null],
  [{ email: null }, 'answer[0].email is null, and should be string'],
  [{}, 'answer[0] has no email'],
  [{ email: 'a@x', age: 0 }, 'answer[0].age is 0, out of its range'],
  [{ email: 'a@x', age: 1.5 }, 'answer[0].age is number, and should be integer'],
  [{ email: 'a@x', state: 'OFF' }, 'answer[0].state is "OFF", which is not allowed'],
  [{ email: 'a@long.example' }, 'answer[0].email is longer than 10'],
  [{ email: 'a@x', other: 1 }, 'answer[0] has "other", which is not known'],
])('the answer [%j]: %s', (item, problem) => {
  expect(answered([item])).toBe(problem)
})

test('200 stands for a documented 201, refusals and unknown routes are not checked', () => {
  expect([answered([], 201), answered([], 200), answered({ message: 'no' }, 400)]).toEqual([null, null, null])
  expect(answered([], 202)).toContain('the status 202')
  expect(specification.answerProblem({ method: 'GET', path: '/elsewhere', status: 200, answer: 7 })).toBeNull()
})

test('a request is checked by its query and body; null in a body is no problem', () => {
  expect([asked({ email: 'a@x', age: null }, 'limit=5'), asked(undefined)]).toEqual([null, null])
  expect(asked({ email: 'a@x' }, 'limit=many')).toContain('limit is number, and should be integer')
  expect(asked({ email: 'a@x' }, 'skip=1')).toContain('the query has "skip"')
  expect(asked({ email: 7 })).toBe('body.email is integer, and should be string')
})

test('a folder without a description is an error, not a pass', () => {
  expect(() => readSpecification(mkdtempSync(join(tmpdir(), 'rollcall-empty-')))).toThrow('describes an API')
})
