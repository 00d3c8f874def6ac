import { randomUUID } from 'node:crypto'
import type { AsyncEntry, EntryOptions } from 'keytar'
import type { Clock } from '../../client/index.ts'
import { HostError } from '../host-error.ts'
import type { EncodedSecrets, SecretStore } from '../profiles/key-set.ts'
import { createTaskQueue } from '../task-queue.ts'

/** Service name of the entries, shown in the system's keychain app. */
const SERVICE = 'IBKR Console'
/** Time in ms that a locked keychain may wait for its password. */
const TIMEOUT_MS = 60_000
/** Time in ms that the check of the keychain may take. At start no user may be present to enter a password. */
const CHECK_MS = 5_000

/**
 * Selects the Secret Service on Linux. By default the library uses the kernel's keyring, which loses its content at
 * reboot.
 */
const PINNED: EntryOptions = { linux: { store: 'secret-service' } }

/** The part of the native module that the console uses. Tests replace it to simulate faults. */
export type OpenKeychainEntry = (user: string) => Pick<AsyncEntry, 'setSecret' | 'getSecret' | 'deleteCredential'>

/** Loads the native module on first use, so that a console without OAuth keys never loads it. */
async function openNativeEntries(): Promise<OpenKeychainEntry> {
  // `keytar` is the name under which package.json installs @napi-rs/keyring.
  const native = await import('keytar')
  // The module is CommonJS, and bundlers put its exports on `default`.
  const { AsyncEntry: Entry } =
    'AsyncEntry' in native ? native : (native as { default: typeof import('keytar') }).default
  return (user) => new Entry(SERVICE, user, PINNED)
}

/** Stores secrets in the keychain of the operating system, one entry per secret. */
export class KeychainStore implements SecretStore {
  readonly kind = 'keychain'
  readonly #clock: Clock
  readonly #load: () => Promise<OpenKeychainEntry>
  #entries: Promise<OpenKeychainEntry> | undefined
  /** Runs one call at a time: a locked keychain would otherwise show several prompts. */
  readonly #inTurn = createTaskQueue()
  /** Whether a call timed out. Such a call cannot be cancelled. */
  #hanging = false
  /** Number of calls of the native module that have not returned. */
  #pending = 0

  constructor(clock: Clock, load: () => Promise<OpenKeychainEntry> = openNativeEntries) {
    this.#clock = clock
    this.#load = load
  }

  /** Whether a call is pending. The call may never return and then ends only with the process. */
  get isWaiting(): boolean {
    return this.#pending > 0
  }

  /** Checks the keychain: writes a test secret, reads it and always removes it. */
  async check(): Promise<void> {
    const name = `check-${randomUUID()}`
    const written = Buffer.from(name)
    await this.#call(name, (entry) => entry.setSecret(written), CHECK_MS)
    const reading = this.#call(name, (entry) => entry.getSecret(), CHECK_MS)
    const removing = this.#call(name, (entry) => entry.deleteCredential(), CHECK_MS)
    const [read] = await Promise.all([reading, removing])
    if (read === null || !written.equals(Buffer.from(read)))
      throw unusable('The keychain does not return the stored value')
  }

  async write(generation: string, entries: EncodedSecrets): Promise<void> {
    for (const [name, bytes] of entries) await this.#call(userOf(generation, name), (entry) => entry.setSecret(bytes))
  }

  async read(generation: string, names: readonly string[]): Promise<EncodedSecrets> {
    const found = new Map<string, Uint8Array>()
    for (const name of names) {
      const bytes = await this.#call(userOf(generation, name), (entry) => entry.getSecret())
      if (bytes === null) continue
      found.set(name, Uint8Array.from(bytes))
      bytes.fill(0)
    }
    return found
  }

  async remove(generation: string, names: readonly string[]): Promise<void> {
    for (const name of names) await this.#call(userOf(generation, name), (entry) => entry.deleteCredential())
  }

  #call<T>(
    user: string,
    use: (entry: ReturnType<OpenKeychainEntry>) => Promise<T>,
    timeoutMs = TIMEOUT_MS,
  ): Promise<T> {
    return this.#inTurn(() => this.#run(user, use, timeoutMs))
  }

  async #run<T>(
    user: string,
    use: (entry: ReturnType<OpenKeychainEntry>) => Promise<T>,
    timeoutMs: number,
  ): Promise<T> {
    // Reject immediately, because a new call would wait for the call that timed out.
    if (this.#hanging) throw timedOut()
    let open: OpenKeychainEntry
    try {
      this.#entries ??= this.#load()
      open = await this.#entries
    } catch {
      this.#entries = undefined
      throw unusable('The keychain module cannot be loaded on this system')
    }
    this.#pending += 1
    const result = (async () => use(open(user)))()
      .finally(() => (this.#pending -= 1))
      .catch((error: unknown) => {
        throw isTimeout(error) ? timedOut() : unusable(reasonOf(error))
      })
    return this.#withTimeout(result, timeoutMs)
  }

  #withTimeout<T>(result: Promise<T>, timeoutMs: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(timeoutMs, () => {
        this.#hanging = true
        reject(timedOut())
      })
      const settle = (): void => {
        cancel()
        this.#hanging = false
      }
      result.then(resolve, reject).finally(settle)
    })
  }
}

const userOf = (generation: string, name: string): string => `${generation}/${name}`

function timedOut(): HostError {
  return new HostError(
    'keychain-unavailable',
    'The keychain does not respond. It is probably locked and waits for its password: unlock it and try again, or use the vault.',
    { retryable: true },
  )
}

function unusable(reason: string): HostError {
  return new HostError(
    'keychain-unavailable',
    `${reason}. Start or unlock the keychain and try again, or use the vault.`,
    { retryable: true },
  )
}

/** Reports whether D-Bus stopped waiting for the keychain. */
function isTimeout(error: unknown): boolean {
  return /did not receive a reply|no ?reply|timed? ?out/i.test(error instanceof Error ? error.message : String(error))
}

/** Converts the error messages of the operating systems, which may be long, to a few short reasons. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  if (/locked|dismissed|prompt/i.test(text)) return 'The keychain is locked'
  if (/dbus|d-bus|secret service|zbus|connection|autolaunch|no such file|ServiceUnknown/i.test(text)) {
    return 'No keychain is available (no Secret Service responds)'
  }
  if (/too long|length|size/i.test(text)) return 'The key is too long for the keychain'
  return 'The system refused access to the keychain'
}
