export type SqlValue = null | number | string | Uint8Array

/** One statement with a `?` for each parameter. */
export interface Statement {
  readonly sql: string
  readonly parameters?: readonly SqlValue[]
}

/** One row, by the names of its columns. */
export type Row = Readonly<Record<string, SqlValue>>
