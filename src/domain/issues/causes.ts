/** What each cause of an issue is called, what follows from it, and what its repair is called. */
import type { Cause } from '../packed/issue.ts'

export interface CauseWords {
  readonly title: string
  /** What happens if it stays. */
  readonly why: string
  /** The repair, as a command; absent where the value has to be typed. */
  readonly fix?: string
  /** Some cells have no repair: their value is lost, or has to be chosen. */
  readonly isPartial?: boolean
}

export const causes: Readonly<Record<Cause, CauseWords>> = {
  padding: { title: 'Spaces around values', why: 'Spaces are sent as part of the value.', fix: 'Remove spaces' },
  invisible: { title: 'Invisible characters', why: 'Two values that look the same are different to JumpCloud.', fix: 'Remove invisible characters' },
  direction: { title: 'Text direction characters', why: 'They make a value look like another one.', fix: 'Remove direction characters' },
  'no-break': { title: 'No-break spaces', why: 'They look like spaces, but compare as other characters.', fix: 'Replace with spaces' },
  'inner-space': {
    title: 'Line breaks and double spaces',
    why: 'They are sent as part of the value, and compare as another one.',
    fix: 'Replace with one space',
  },
  'full-width': { title: 'Full-width characters', why: 'They look like ordinary letters, but are others.', fix: 'Use ordinary letters' },
  digits: { title: 'Digits of another script', why: 'JumpCloud compares them as other characters.', fix: 'Use the digits 0 to 9' },
  'look-alike': { title: 'Look-alike letters', why: 'A login with them cannot be typed on a Latin keyboard.', fix: 'Use Latin letters', isPartial: true },
  quotes: { title: 'Typographic quotes and dashes', why: 'A login with them cannot be typed easily.', fix: 'Use plain quotes and dashes' },
  decomposed: { title: 'Separate accents', why: 'The same name compares as another one.', fix: 'Combine letters and accents' },
  mojibake: { title: 'Wrong encoding', why: 'The text was read in the wrong encoding before it came here.', fix: 'Repair encoding', isPartial: true },
  control: { title: 'Control characters', why: 'JumpCloud cannot take them.', fix: 'Remove control characters' },
  entities: { title: 'HTML codes', why: 'Codes such as &amp; would be sent as text.', fix: 'Decode HTML codes' },
  escapes: { title: 'Escaped characters', why: 'Codes such as %C3%BC would be sent as text.', fix: 'Decode characters' },
  nothing: { title: 'Words for no value', why: 'NULL, n/a or a dash would be sent as a value.', fix: 'Blank the cells' },
  'formula-error': { title: 'Formula errors', why: 'The spreadsheet had no value here, or exported the formula instead.', fix: 'Blank the cells' },
  'formula-text': { title: 'Values in quotes or formulas', why: 'What is around the value would be sent with it.', fix: 'Unwrap values' },
  'point-zero': { title: 'Whole numbers with decimals', why: '1001.0 is not 1001 to JumpCloud.', fix: 'Remove decimals' },
  zeros: { title: 'Numbers with fewer digits', why: 'A spreadsheet may have removed zeros in front. Check before you add them.', fix: 'Add leading zeros' },
  thousands: { title: 'Thousands separators', why: '“1,001” is not 1001 to JumpCloud.', fix: 'Remove separators' },
  scientific: { title: 'Shortened numbers', why: 'A spreadsheet kept only the first digits.', fix: 'Write numbers out', isPartial: true },
  'long-number': { title: 'Numbers of more than 15 digits', why: 'Spreadsheets replace the last digits with zeros.' },
  'code-date': { title: 'Codes changed to dates', why: 'A spreadsheet turned a code into a date.' },
  'true-false': { title: 'TRUE and FALSE in text', why: 'A spreadsheet may have changed a word.' },
  object: { title: 'Lists and objects', why: 'The export wrote a list or an object instead of a value.', fix: 'Replace with the value inside, or blank' },
  path: { title: 'Domains and directory paths', why: 'The whole text would be sent instead of the name.', fix: 'Keep the name' },
  wrapping: { title: 'Text around email addresses', why: 'The cell is not an address as it is.', fix: 'Keep the address' },
  'email-case': { title: 'Capitals in email addresses', why: 'JumpCloud keeps addresses in lowercase.', fix: 'Use lowercase' },
  'name-case': { title: 'Names in capitals', why: 'Names are shown as they are sent.', fix: 'Capitalize first letters' },
  word: { title: 'Words not understood', why: 'Choose once what each word means.', fix: 'Replace words', isPartial: true },
  date: { title: 'Dates in another form', why: 'JumpCloud takes dates such as 2026-12-31.', fix: 'Write as year, month, day' },
  'date-order': { title: 'Dates with two meanings', why: 'Choose once whether the day or the month comes first.', isPartial: true },
  'serial-date': { title: 'Dates as numbers', why: 'Spreadsheets keep dates as days, and directories as seconds or ticks.', fix: 'Write as dates' },
  missing: { title: 'Required values missing', why: 'JumpCloud creates no user without them.' },
  'empty-row': { title: 'Empty rows', why: 'There is nothing to send.' },
  review: { title: 'Blocked in Review', why: 'Found when the rows were compared with the directory. Correct the cells, then review again.' },
  refused: { title: 'Refused by JumpCloud before', why: 'Sent unchanged, these rows are likely to be refused again.' },
  'not-done': {
    title: 'Not done in the earlier job',
    why: 'JumpCloud named no value as the cause. Unless a message says otherwise, send these rows again as they are.',
  },
  value: { title: 'Values not allowed', why: 'JumpCloud refuses them as they are.' },
}
