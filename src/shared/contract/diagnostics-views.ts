/** One text file of the diagnostics, without secrets and personal data. */
export interface DiagnosticsFile {
  readonly name: string
  /** The complete text. */
  readonly text: string
}

/** A crash dump that the system stored on this computer. */
export interface CrashDumpView {
  readonly name: string
  /** Size in bytes. */
  readonly size: number
  /** Time of the crash in ms since epoch. */
  readonly at: number
}

/** Content of the zip file that `diagnostics.pack` creates. */
export interface DiagnosticsView {
  readonly files: readonly DiagnosticsFile[]
  /** Newest crash dumps. The zip file contains them only on request. */
  readonly crashDumps: readonly CrashDumpView[]
}
