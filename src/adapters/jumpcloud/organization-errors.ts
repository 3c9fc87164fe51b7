/** JumpCloud's own words about an organization: the codes of its multi-tenant documentation, each with what to do. */

/** What an `ApiError` holds, which is defined on top of this. */
interface Refused {
  readonly status: number | null
  readonly message: string
  readonly refusal: string | null
}

interface Sentence {
  readonly title: string
  readonly detail: string
}

const about = /organi[sz]ation|\borg[\s_-]?id\b/i

/** First match counts. Codes are documented; JumpCloud's words are observed for 401 only, so any text about an organization is taken. */
const cases: readonly (readonly [status: number, words: RegExp, Sentence])[] = [
  [
    400,
    /match/i,
    {
      title: 'Two organizations in one request',
      detail: 'JumpCloud got different organizations for one request. Reload this page and choose the organization again.',
    },
  ],
  [
    400,
    about,
    { title: 'JumpCloud doesn’t accept the organization id', detail: 'Correct JUMPCLOUD_ORG_ID: 24 characters, 0 to 9 and a to f. Then start again.' },
  ],
  [
    401,
    about,
    { title: 'JumpCloud asks for an organization', detail: 'This key opens several organizations. Choose one, or set JUMPCLOUD_ORG_ID and start again.' },
  ],
  [403, about, { title: 'JumpCloud doesn’t accept an organization here', detail: 'This request works without an organization only. Nothing was changed.' }],
  [
    404,
    about,
    {
      title: 'Organization not found',
      detail: 'It was deleted, or it belongs to another region. Choose another organization, or correct JUMPCLOUD_ORG_ID or JUMPCLOUD_REGION.',
    },
  ],
]

/** What a screen says where JumpCloud itself refused a request because of its organization, or null. */
export function organizationSentence({ status, message, refusal }: Refused): Sentence | null {
  if (refusal !== null || !about.test(message)) return null
  const found = cases.find(([code, words]) => code === status && words.test(message))
  return found === undefined ? null : { title: found[2].title, detail: `${found[2].detail} JumpCloud said: “${message}”.` }
}

/** The list of organizations is a permission of its own. */
export const listForbidden = ({ message }: Refused): Sentence => ({
  title: 'This API key may not list organizations',
  detail: `Set JUMPCLOUD_ORG_ID to the id of its organization and start again. JumpCloud said: “${message}”.`,
})
