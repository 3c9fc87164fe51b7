/** Every address of the product, built in one place. */

export const paths = {
  home: () => '/',
  columns: (draft: string) => `/drafts/${draft}/columns`,
  draft: (draft: string, at?: { row: string; field?: string | null }) =>
    at === undefined ? `/drafts/${draft}` : `/drafts/${draft}?${new URLSearchParams({ row: at.row, ...(at.field ? { field: at.field } : {}) })}`,
  review: (draft: string) => `/drafts/${draft}/review`,
  jobs: () => '/jobs',
  job: (job: string) => `/jobs/${job}`,
  users: (draft?: string) => (draft === undefined ? '/users' : `/users?draft=${draft}`),
  settings: () => '/settings',
} as const
