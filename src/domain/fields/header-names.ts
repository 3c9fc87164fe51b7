/** The names that one header cell may carry: itself, what stands in brackets or before them, and what follows a group. */

/** "User name [userPrincipalName] Required" → itself, "User name", "userPrincipalName"; "Worker > Email" → itself, "Email". */
export function fieldNamesIn(header: string): string[] {
  const names = [header]
  const bracket = /^([^[({]*)[[({]([^\])}]*)[\])}]/.exec(header)
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
  names.push(...partsOf(header))
  return names
}

/** Groups that only say what kind of field follows. A group of another name changes what its fields mean. */
const plainGroup =
  /^(worker|employee|user|person|people|personal( (info|information|data|details))?|profile|job|employment|work|contact( (info|information|details))?|basic( info(rmation)?)?|general|identity|position|organi[sz]ation|root|urn:.*|mitarbeiter(daten)?|stammdaten|employé|empleado|dipendente|medewerker|about|internal|primary|default|address|primary address|about the employee)$/i

/** Two languages side by side, or a group and its field. */
function partsOf(header: string): string[] {
  const groups = header.split(/\s*(?:>|»|→|::|:|›|\||\r?\n)\s*|\s+[-–—]\s+/).filter((part) => part.trim() !== '')
  if (groups.length > 1) {
    const last = groups.at(-1) ?? ''
    return groups.slice(0, -1).every((group) => plainGroup.test(group.trim())) ? [last] : header.includes('|') || /[\r\n]/.test(header) ? groups : []
  }
  const languages = header.split(/\s*\/\s*/).filter((part) => part.trim() !== '')
  return languages.length > 1 ? languages : []
}
