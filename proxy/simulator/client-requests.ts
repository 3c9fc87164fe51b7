/** Requests in the shapes in which JumpCloud's own public clients send them, with what they expect; written out from their code, none of it copied. */

export interface ClientRequest {
  /** Public repository, and the function in it. */
  readonly source: string
  readonly does: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `{user}`, `{username}`, `{organization}` and `{job}` stand for those of the test. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly status: number
  /** What the answer must hold; `{…}` as above, and a name with `#` before it counts a list. */
  readonly answer: Readonly<Record<string, unknown>>
}

const go = (name: string) => `TheJumpCloud/jcapi-go, ${name}`
const python = (name: string) => `TheJumpCloud/jcapi-python, ${name}`
const module = (name: string) => `TheJumpCloud/support, PowerShell module, ${name}`
const cli = (name: string) => `TheJumpCloud/jc-cli, ${name}`

const json = { 'content-type': 'application/json', accept: 'application/json' }
/** Generated clients of Python and Go name the organization where they were told one. */
const inOrganization = { ...json, 'x-org-id': '{organization}' }
const isJobId = { jobId: /^[0-9a-f]{24}$/ }

export const bulkRequests: readonly ClientRequest[] = [
  {
    source: go('v2 BulkJobRequestsApiService.BulkUsersCreate'),
    does: 'creates users in bulk, with custom attributes',
    method: 'POST',
    path: '/api/v2/bulk/users',
    headers: inOrganization,
    body: [
      {
        email: 'go.one@acme.example',
        firstname: 'Go',
        lastname: 'One',
        username: 'go.one',
        attributes: [
          { name: 'EmployeeID', value: '0000' },
          { name: 'Custom', value: 'attribute' },
        ],
      },
    ],
    status: 200,
    answer: isJobId,
  },
  {
    source: go('v2 BulkJobRequestsApiService.BulkUsersUpdate'),
    does: 'updates users in bulk, one of them twice, as in its own example',
    method: 'PATCH',
    path: '/api/v2/bulk/users',
    headers: inOrganization,
    body: [
      { id: '{user}', firstname: 'New', department: 'Sales', attributes: [{ name: 'Custom', value: '1' }] },
      {
        id: '{user}',
        firstname: 'Newer',
        costCenter: '4711',
        phoneNumbers: [
          { type: 'home', number: '1' },
          { type: 'work', number: '2' },
        ],
      },
    ],
    status: 200,
    answer: isJobId,
  },
  {
    source: go('v2 BulkJobRequestsApiService.BulkUsersCreateResults'),
    does: 'reads a page of results, with a content type and no body',
    method: 'GET',
    path: '/api/v2/bulk/users/{job}/results?limit=100&skip=0',
    headers: inOrganization,
    status: 200,
    answer: { '#': 3 },
  },
  {
    source: python('jcapiv2 BulkJobRequestsApi.bulk_users_create'),
    does: 'creates users in bulk, naming where they come from',
    method: 'POST',
    path: '/api/v2/bulk/users',
    headers: { ...inOrganization, 'creation-source': 'jumpcloud:bulk', 'user-agent': 'Swagger-Codegen/1.0.0/python' },
    body: [{ email: 'python.one@acme.example', username: 'python.one', attributes: [] }],
    status: 200,
    answer: isJobId,
  },
  {
    source: python('jcapiv2 BulkJobRequestsApi.bulk_users_update'),
    does: 'updates users in bulk',
    method: 'PATCH',
    path: '/api/v2/bulk/users',
    headers: inOrganization,
    body: [{ id: '{user}', department: 'Support' }],
    status: 200,
    answer: isJobId,
  },
  {
    source: python('jcapiv2 BulkJobRequestsApi.bulk_users_create_results'),
    does: 'reads the second page of results',
    method: 'GET',
    path: '/api/v2/bulk/users/{job}/results?limit=2&skip=2',
    headers: inOrganization,
    status: 200,
    answer: { '#': 1 },
  },
  {
    source: module('Split-JcBulkUserJob (pull request 566)'),
    does: 'sends 800 users at once, and no more',
    method: 'POST',
    path: '/api/v2/bulk/users',
    headers: inOrganization,
    body: Array.from({ length: 800 }, (_, index) => ({ username: `module${index}`, email: `module${index}@acme.example` })),
    status: 200,
    answer: isJobId,
  },
  {
    source: module('Wait-JcBulkUserJob (pull request 566)'),
    does: 'polls results without saying how many',
    method: 'GET',
    path: '/api/v2/bulk/users/{job}/results',
    headers: inOrganization,
    status: 200,
    answer: { '#': 3, '0': { status: /^(?:pending|finished)$/ } },
  },
]

export const readRequests: readonly ClientRequest[] = [
  {
    source: go('v1 SearchApiService.SearchSystemusersPost'),
    does: 'searches by an expression, with fields as one text and the page in the query',
    method: 'POST',
    path: '/api/search/systemusers?limit=5&skip=0',
    headers: json,
    body: { filter: [{ email: { $regex: 'acme.example$' } }], fields: 'email username sudo' },
    status: 200,
    answer: { totalCount: 230, '#results': 5, results: { '0': { email: /@acme\.example$/, sudo: /^(?:true|false)$/, firstname: undefined } } },
  },
  {
    source: python('jcapiv1 SystemusersApi.systemusers_list'),
    does: 'lists with order, fields and a filter of the list form',
    method: 'GET',
    path: '/api/systemusers?limit=100&skip=0&sort=-username&fields=username+email&filter=username%3A%24eq%3A{username}',
    headers: json,
    status: 200,
    answer: { totalCount: 1, results: { '0': { username: '{username}', department: undefined } } },
  },
  {
    source: python('jcapiv1 SystemusersApi.systemusers_list'),
    does: 'joins filters by or, as in its own documentation',
    method: 'GET',
    path: '/api/systemusers?filter[or][0]=username:$eq:{username}&filter[or][1]=username:$eq:nobody.at.all',
    headers: json,
    status: 200,
    answer: { totalCount: 1 },
  },
  {
    source: python('jcapiv1 SystemusersApi.systemusers_list'),
    does: 'filters by a date, as in its own documentation',
    method: 'GET',
    path: '/api/systemusers?limit=1&filter=created:$lte:2021-10-24',
    headers: json,
    status: 200,
    answer: { totalCount: 0, '#results': 0 },
  },
  {
    source: python('jcapiv1 SearchApi.search_systemusers_post, through rest.py'),
    does: 'searches without a body of its own, which is sent as an empty object',
    method: 'POST',
    path: '/api/search/systemusers',
    headers: json,
    body: {},
    status: 200,
    answer: { totalCount: 230, '#results': 10 },
  },
  {
    source: module('Get-JCUser'),
    does: 'reads all users in pages of 1,000 by a filter that asks for nothing',
    method: 'POST',
    path: '/api/search/systemusers',
    headers: json,
    body: { filter: [{}], limit: 1_000, skip: 0 },
    status: 200,
    answer: { totalCount: 230, '#results': 230 },
  },
  {
    source: module('Get-JCUser'),
    does: 'searches by wildcards and a date, with fields as a list',
    method: 'POST',
    path: '/api/search/systemusers',
    headers: json,
    body: {
      filter: [{ username: { $regex: '^' }, created: { $gt: '2025-01-01T00:00:00.0000000+00:00' } }],
      limit: 1_000,
      skip: 0,
      fields: ['username', 'email'],
    },
    status: 200,
    answer: { totalCount: 230, '#results': 230, results: { '0': { department: undefined } } },
  },
  {
    source: module('Get-JCUser, the manager of a user'),
    does: 'looks for a manager by terms in the form of a list',
    method: 'POST',
    path: '/api/search/systemusers',
    headers: json,
    body: { filter: { or: ['username:$eq:{username}'] } },
    status: 200,
    answer: { totalCount: 1, results: { '0': { username: '{username}' } } },
  },
  {
    source: module('Get-JCUser -UserID'),
    does: 'reads one user under a path with a capital letter',
    method: 'GET',
    path: '/api/Systemusers/{user}',
    headers: json,
    status: 200,
    answer: { _id: '{user}', username: '{username}' },
  },
  {
    source: cli('internal/api V1Client.ListAll'),
    does: 'pages through the directory, 100 at a time, in order',
    method: 'GET',
    path: '/api/systemusers?limit=100&skip=200&sort=username',
    status: 200,
    answer: { totalCount: 230, '#results': 30 },
  },
  {
    source: cli('internal/api V1Client.Search'),
    does: 'searches with page and order in the body',
    method: 'POST',
    path: '/api/search/systemusers',
    headers: json,
    body: { searchFilter: { searchTerm: '{username}', fields: ['username'] }, skip: 0, limit: 100, sort: '-username' },
    status: 200,
    answer: { results: { '0': { username: /./ } } },
  },
  {
    source: 'TheJumpCloud/jcapi-python, README: all organization ids',
    does: 'lists organizations under a path that ends with a slash',
    method: 'GET',
    path: '/api/organizations/',
    headers: json,
    status: 200,
    answer: { totalCount: 1, results: { '0': { _id: '{organization}' } } },
  },
]

export const writeRequests: readonly ClientRequest[] = [
  {
    source: go('v1 SystemusersApiService.SystemusersPost'),
    does: 'creates one user',
    method: 'POST',
    path: '/api/systemusers',
    headers: json,
    body: { email: 'go.two@acme.example', username: 'go.two', firstname: 'Go', lastname: 'Two' },
    status: 200,
    answer: { _id: /^[0-9a-f]{24}$/, username: 'go.two' },
  },
  {
    source: module('New-JCUser, with MFA and a staged user'),
    does: 'creates one user with days of MFA enrollment',
    method: 'POST',
    path: '/api/systemusers',
    headers: json,
    body: {
      username: 'module.staged',
      email: 'module.staged@acme.example',
      state: 'STAGED',
      enable_user_portal_multifactor: true,
      mfa: { exclusion: true, exclusionDays: 7 },
      addresses: [{ type: 'work', locality: 'Boulder' }],
      phoneNumbers: [{ type: 'work_mobile', number: '1' }],
    },
    status: 200,
    answer: { state: 'STAGED', mfa: { exclusion: true, exclusionDays: 7 } },
  },
  {
    source: module('New-JCUser, with a bad custom attribute'),
    does: 'is told what is wrong with a name',
    method: 'POST',
    path: '/api/systemusers',
    headers: json,
    body: { username: 'module.bad', email: 'module.bad@acme.example', attributes: [{ name: 'two words', value: '1' }] },
    status: 400,
    answer: { message: 'Attribute names may not contain spaces' },
  },
  {
    source: module('Set-JCUser'),
    does: 'changes one user, with merged attributes and without a manager',
    method: 'PUT',
    path: '/api/Systemusers/{user}',
    headers: json,
    body: { manager: null, attributes: [{ name: 'badge', value: '7' }], mfa: { exclusion: true, exclusionUntil: '2027-01-01T00:00:00Z' } },
    status: 200,
    answer: { manager: undefined, '#attributes': 1 },
  },
  {
    source: python('jcapiv1 SystemusersApi.systemusers_delete, through rest.py'),
    does: 'removes one user with an empty object as the body',
    method: 'DELETE',
    path: '/api/systemusers/{user}',
    headers: json,
    body: {},
    status: 200,
    answer: { _id: '{user}' },
  },
]
