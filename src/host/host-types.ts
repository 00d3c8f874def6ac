import type { Clock, Clock as SessionClock } from '../client/index.ts'
import type { HostFrame, WindowFrame } from '../shared/rpc/frames.ts'
import type { Transport } from '../shared/rpc/transport.ts'
import type { ApiDocumentReader } from './catalogue/api-document-reader.ts'
import type { DatabaseStarter } from './database/database.ts'
import type { PrimeSearch } from './key-imports/generate-keys.ts'
import type { OpenKeychainEntry } from './keys/keychain-store.ts'
import type { ScryptCost } from './keys/vault-format.ts'
import type { OutsideNotice } from './safety/unarmed-use.ts'
import type { ConfirmationPort } from './safety/user-confirmation.ts'
import type { PracticeStarter } from './session/practice-launcher.ts'
import type { DesktopShellFunctions, DesktopShellPort } from './shell-port.ts'

export interface HostOptions {
  /** The existing user data folder, accessible only to this user: see `prepareDataFolder` and `lockDataFolder`. */
  readonly home: string
  /** Why the folder cannot be written, as a notice. Nothing in it is changed then. Absent if the folder is locked. */
  readonly readOnly?: string | undefined
  readonly version: string
  readonly startPractice: PracticeStarter
  /** How a user starts the console's command in a terminal; absent if this installation has none. */
  readonly commandLine?: string | undefined
  /** Asks a person to confirm actions that enable real trading, move keys, or weaken the protection of keys. */
  readonly confirmation: ConfirmationPort
  /** Shows a notice where the page can neither hide nor prevent it: in the terminal, or on the desktop. */
  readonly notifyOutside: (notice: OutsideNotice) => void
  /** Functions of the desktop shell around the host. Absent in browser mode. */
  readonly desktop?: DesktopShellFunctions
  /** Searches for a safe prime in another process. */
  readonly makePrime: PrimeSearch
  /** Starts the thread that runs SQLite. */
  readonly startDatabase: DatabaseStarter
  /** Reads a foreign OpenAPI document in another thread. */
  readonly readDocument: ApiDocumentReader
  /** Passphrase that opens the vault at start, when no user is present. */
  readonly vaultPassphrase?: string | undefined
  /** Called with each notice, including notices during the start. Windows show them too. */
  readonly onNotice?: (text: string) => void
  /** Replaces the system's keychain in tests. */
  readonly keychain?: () => Promise<OpenKeychainEntry>
  /** Replaces the system clock in tests. Sessions have their own clock. */
  readonly clock?: Clock
  /** Replaces the clock of the sessions in tests. */
  readonly sessionClock?: SessionClock
  /** Cheaper scrypt parameters for the vault, for tests only. */
  readonly weakVaultForTests?: ScryptCost
}

/** The application without its user interface. Browser mode and the desktop shell both start it. */
export interface Host {
  /** Serves one window until its transport closes. */
  attach(transport: Transport<HostFrame, WindowFrame>): void
  connect(): Promise<void>
  /** Writes history, journal and inbox entries that are still in memory. Resolves also if that fails. */
  flush(): Promise<void>
  close(): Promise<void>
  /**
   * Whether a keychain call still waits for the user. Such a call keeps the process alive, so the process must be ended
   * explicitly.
   */
  readonly waitsForKeychain: boolean
  /** Returns the confirmation code that the terminal shows. Undefined if the terminal shows no code. */
  confirmationShown(): string | undefined
  readonly shell: DesktopShellPort
}
