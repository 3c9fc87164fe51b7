/** Holds requests and answers against JumpCloud's published specification, where a copy of it is at hand: `ROLLCALL_API_SPEC` names its folder. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly required?: readonly string[]
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly allOf?: readonly Schema[]
  readonly 'x-nullable'?: boolean
}
interface Parameter extends Schema {
  readonly in: string
  readonly name: string
  readonly schema?: Schema
}
type Operation = Readonly<{ parameters?: readonly (Parameter | { $ref: string })[]; responses: Readonly<Record<string, { schema?: Schema }>> }>
interface Swagger {
  readonly swagger?: string
  readonly basePath?: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly definitions?: Readonly<Record<string, Schema>>
  readonly parameters?: Readonly<Record<string, Parameter>>
}

interface Route {
  readonly method: string
  readonly pattern: RegExp
  readonly operation: Operation
  readonly swagger: Swagger
}

interface Exchange {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: unknown
  readonly status: number
  readonly answer: unknown
}

export interface Specification {
  /** What the request says that the specification does not know, or null; also null where it does not know the route. */
  requestProblem(exchange: Pick<Exchange, 'method' | 'path' | 'query' | 'body'>): string | null
  answerProblem(exchange: Pick<Exchange, 'method' | 'path' | 'status' | 'answer'>): string | null
}

export function readSpecification(folder: string): Specification {
  const routes = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => routesOf(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Swagger))
  if (routes.length === 0) throw new Error(`No file in ${folder} describes an API (Swagger 2.0, JSON).`)
  const routeOf = (method: string, path: string) => routes.find((route) => route.method === method && route.pattern.test(path))
  return {
    requestProblem({ method, path, query, body }) {
      const route = routeOf(method, path)
      if (route === undefined) return null
      const { parameters, swagger } = { parameters: parametersOf(route), swagger: route.swagger }
      for (const [name, text] of query) {
        // Versions of the specification differ in which operations name the shared parameters: any of them is one.
        const parameter = [...parameters, ...Object.values(swagger.parameters ?? {})].find((each) => each.in === 'query' && each.name === name)
        if (parameter === undefined) return `the query has "${name}", which is not a parameter`
        const problem = problemIn(swagger, parameter, parameter.type === 'integer' ? Number(text) : parameter.type === 'boolean' ? text === 'true' : text, name)
        if (problem !== null) return problem
      }
      const schema = parameters.find((each) => each.in === 'body')?.schema
      return body === undefined || schema === undefined ? null : problemIn(swagger, schema, withoutNulls(body), 'body')
    },
    answerProblem({ method, path, status, answer }) {
      const route = routeOf(method, path)
      if (route === undefined || status < 200 || status > 299) return null
      // The live service answers 200 where the specification has 201 (observed).
      const response = route.operation.responses[String(status)] ?? route.operation.responses[status === 200 ? '201' : '200']
      if (response === undefined) return `the status ${status} is not one of ${Object.keys(route.operation.responses).join(', ')}`
      return response.schema === undefined ? null : problemIn(route.swagger, response.schema, answer, 'answer')
    },
  }
}

const routesOf = (swagger: Swagger): Route[] =>
  swagger.swagger !== '2.0'
    ? []
    : Object.entries(swagger.paths).flatMap(([path, operations]) =>
        ['get', 'post', 'put', 'patch', 'delete'].flatMap((method) => {
          const operation = operations[method]
          const pattern = new RegExp(`^${(swagger.basePath ?? '').replace(/\/$/, '')}${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
          return operation === undefined ? [] : [{ method: method.toUpperCase(), pattern, operation, swagger }]
        }),
      )

const parametersOf = ({ operation, swagger }: Route): Parameter[] =>
  (operation.parameters ?? []).flatMap((parameter) =>
    'in' in parameter ? [parameter] : (swagger.parameters?.[(parameter.$ref ?? '').split('/').pop() ?? ''] ?? []),
  )

/** What null does in an update is unknown, and clients send it: it is no problem of the request. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).flatMap(([name, part]) => (part === null ? [] : [[name, withoutNulls(part)]])))
}

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value === 'number' ? 'number' : typeof value

function problemIn(swagger: Swagger, given: Schema, value: unknown, at: string): string | null {
  const schema = given.$ref === undefined ? given : (swagger.definitions?.[given.$ref.split('/').pop() ?? ''] ?? {})
  if (value === null && (schema['x-nullable'] === true || given['x-nullable'] === true)) return null
  const type = typeOf(value)
  const wanted = schema.type ?? (schema.properties === undefined ? undefined : 'object')
  if (wanted !== undefined && wanted !== type && !(wanted === 'number' && type === 'integer')) return `${at} is ${type}, and should be ${wanted}`
  if (schema.enum !== undefined && !schema.enum.includes(value)) return `${at} is ${JSON.stringify(value)}, which is not allowed`
  if (typeof value === 'number' && (value < (schema.minimum ?? -Infinity) || value > (schema.maximum ?? Infinity))) return `${at} is ${value}, out of its range`
  if (typeof value === 'string' && value.length > (schema.maxLength ?? Infinity)) return `${at} is longer than ${schema.maxLength}`
  if (Array.isArray(value)) return firstOf(value.map((item, index) => () => problemIn(swagger, schema.items ?? {}, item, `${at}[${index}]`)))
  return type === 'object' ? objectProblem(swagger, schema, value as Record<string, unknown>, at) : null
}

function objectProblem(swagger: Swagger, schema: Schema, value: Record<string, unknown>, at: string): string | null {
  const missing = (schema.required ?? []).find((name) => value[name] === undefined)
  if (missing !== undefined) return `${at} has no ${missing}`
  const { properties } = schema
  if (properties === undefined) return null
  return firstOf(
    Object.entries(value).map(([name, part]) => () => {
      const known = properties[name]
      if (known !== undefined) return problemIn(swagger, known, part, `${at}.${name}`)
      // Users and organizations have `id` beside `_id` (observed, see DIFFERENCES.md).
      return schema.additionalProperties === true || (name === 'id' && properties['_id'] !== undefined) ? null : `${at} has "${name}", which is not known`
    }),
  )
}

function firstOf(checks: readonly (() => string | null)[]): string | null {
  for (const check of checks) {
    const problem = check()
    if (problem !== null) return problem
  }
  return null
}
