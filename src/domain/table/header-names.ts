/** The names that one header cell may carry: itself, and what stands in brackets or before them. */

/** "User name [userPrincipalName] Required" → itself, "userPrincipalName", "User name"; "First Name [Required]" → itself, "First Name". */
export function fieldNamesIn(header: string): string[] {
  const names = [header]
  const bracket = /^([^[(]*)[[(]([^\])]*)[\])]/.exec(header)
  if (bracket !== null) {
    const [, before = '', within = ''] = bracket
    if (!/^(required|optional|pflichtfeld|obligatoire|do not edit.*)$/i.test(within.trim())) names.push(within)
    if (before.trim() !== '') names.push(before)
  }
  // "profile.firstName", "name.givenName": the part behind the last dot is the name.
  const dotted = /^[a-z][A-Za-z]*(?:\.[A-Za-z]+)*\.([A-Za-z]+)$/.exec(header.trim())?.[1]
  if (dotted !== undefined) names.push(dotted)
  const marked = header.replace(/[\s*]*\*\s*$|\s+(required|optional)\s*$/i, '')
  if (marked !== header && marked.trim() !== '') names.push(marked)
  return names
}
