/** The names that one header cell may carry: itself, and what stands in brackets or before them. */

/** "User name [userPrincipalName] Required" → itself, "User name", "userPrincipalName"; "Vorname *" → itself, "Vorname". */
export function fieldNamesIn(header: string): string[] {
  const names = [header]
  const bracket = /^([^[(]*)[[(]([^\])]*)[\])]/.exec(header)
  if (bracket !== null) {
    const [, before = '', within = ''] = bracket
    // What is written out comes first: "State or province [state]" is no account state.
    if (before.trim() !== '') names.push(before)
    names.push(within)
  }
  // "profile.firstName", "name.givenName": the part behind the last dot is the name.
  const dotted = /^[a-z][A-Za-z]*(?:\.[A-Za-z]+)*\.([A-Za-z]+)$/.exec(header.trim())?.[1]
  if (dotted !== undefined) names.push(dotted)
  const marked = header.replace(/[\s*]*\*\s*$|\s+(required|optional)\s*$/i, '')
  if (marked !== header && marked.trim() !== '') names.push(marked)
  return names
}
