/** A table as it was read: headers and cells, nothing trimmed, nothing dropped. */

export interface Table {
  readonly headers: readonly string[]
  /** Cells by row, each row as wide as `headers`. */
  readonly rows: readonly (readonly string[])[]
  /** Line of the file on which each row starts (the header is usually line 1), parallel to `rows`. */
  readonly lines: readonly number[]
}
