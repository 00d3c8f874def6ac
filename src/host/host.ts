import type { Clock as SessionClock } from '../client/index.ts'
import type { HostFrame, WindowFrame } from '../shared/rpc/frames.ts'
import type { Transport } from '../shared/rpc/transport.ts'
import type { DocumentReader } from './catalogue/document-reader.ts'
import type { Clock } from './clock.ts'
import type { DatabaseStarter } from './database/database.ts'
import type { PrimeMaker } from './imports/generate-keys.ts'
import type { OpenEntry } from './keys/keychain-store.ts'
import type { ScryptCost } from './keys/vault-format.ts'
import type { ConfirmationPort } from './safety/confirmation.ts'
import type { PracticeStarter } from './session/practice.ts'
import type { ShellMeans, ShellPort } from './shell/shell-port.ts'

export interface HostOptions {
  /** An existing folder that is ours alone: see `prepareHome` and `takeInstanceLock`. */
  readonly home: string
  readonly version: string
  readonly startPractice: PracticeStarter
  readonly clock: Clock
  /** Where a person confirms what enables real trading, moves keys, or weakens their protection. */
  readonly confirmation: ConfirmationPort
  /** What the desktop shell around the host can do; absent in browser mode. */
  readonly means?: ShellMeans
  /** Searches primes outside this process. */
  readonly makePrime: PrimeMaker
  /** Runs SQLite outside this thread. */
  readonly startDatabase: DatabaseStarter
  /** Reads foreign documents outside this thread. */
  readonly readDocument: DocumentReader
  /** Opens the vault at start, without a user at the keyboard. */
  readonly vaultPassphrase?: string | undefined
  /** Called with each notice, those of the start included; windows show them too. */
  readonly onNotice?: (text: string) => void
  /** Replaces the system's keychain, for tests. */
  readonly keychain?: () => Promise<OpenEntry>
  /** Replaces the clock of the sessions, for tests. */
  readonly sessionClock?: SessionClock
  /** A vault that opens faster than a vault should, for tests. */
  readonly weakVaultForTests?: ScryptCost
}

/** The application without a window. Browser mode and the desktop shell both start it. */
export interface Host {
  /** Serves one window until its transport closes. */
  attach(transport: Transport<HostFrame, WindowFrame>): void
  connect(): Promise<void>
  close(): Promise<void>
  /** The keychain still waits for the user: an ordinary exit of the process would wait with it. */
  readonly waitsForKeychain: boolean
  /** The confirmation code that the terminal showed and that is not typed yet; undefined without one. */
  confirmationShown(): string | undefined
  readonly shell: ShellPort
}
