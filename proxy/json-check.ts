/** What JSON text must not hold before it goes to JumpCloud: depth, a name given twice, a name that reaches a prototype. */

const deepest = 12
const quote = 34
const backslash = 92
const opens = new Set([123, 91])
const closes = new Set([125, 93])
const brace = 123
const colon = 58
const blanks = new Set([32, 9, 10, 13])

/** Two readers of one text may keep different values of a name that stands twice, so that what was checked is not what is done. */
export function faultIn(text: string): string | null {
  // One entry an open bracket, without recursion, so that depth costs nothing: the names so far, or null in a list.
  const open: (Set<string> | null)[] = []
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      const end = endOfString(text, at)
      const names = open.at(-1)
      if (names && isFollowedByColon(text, end + 1)) {
        const name = nameIn(text.slice(at, end + 1))
        if (name === null) return 'The body is not JSON.'
        if (name === '__proto__') return 'The body contains a name that is not allowed.'
        // Some readers take “Email” for “email”.
        const folded = name.toLowerCase()
        if (names.has(folded)) return 'The body contains a name twice.'
        names.add(folded)
      }
      at = end
    } else if (opens.has(code)) {
      open.push(code === brace ? new Set() : null)
      if (open.length > deepest) return 'The body is nested too deeply.'
    } else if (closes.has(code)) open.pop()
  }
  return null
}

function isFollowedByColon(text: string, from: number): boolean {
  let at = from
  while (blanks.has(text.charCodeAt(at))) at += 1
  return text.charCodeAt(at) === colon
}

/** Where the string that begins at a quote ends; the end of the text where it never does. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes += 1
    if (slashes % 2 === 0) return end
  }
  return text.length
}

/** A name as it is read: an escape may hide one name behind another spelling. */
function nameIn(literal: string): string | null {
  if (!literal.includes('\\')) return literal.slice(1, -1)
  try {
    return String(JSON.parse(literal))
  } catch {
    return null
  }
}
