/** Rows → CSV text, quoted where needed. */

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

export const toCsv = (rows: readonly (readonly string[])[]): string => `${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`
