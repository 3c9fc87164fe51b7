/** How two headers are compared: without case, accents, spaces or punctuation. */

/** "E-Mail Address" → "emailaddress", "Prénom" → "prenom", "work_mobile_number" → "workmobilenumber", "Employee #" → "employeenumber". */
export const normalizeHeader = (header: string): string =>
  header
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('#', 'number')
    .replaceAll('ß', 'ss')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
