import { randomUUID } from 'node:crypto'
import type { AsyncEntry, EntryOptions } from 'keytar'
import type { Clock } from '../clock.ts'
import { HostError } from '../host-error.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import type { SecretEntries, SecretStore } from './secret-store.ts'

/** Name under which the entries are seen in the keychain's own program. */
const SERVICE = 'IBKR Console'
/** Ms that a locked keychain may wait for a person to type its password. */
const PATIENCE_MS = 60_000
/** Ms for the question whether it works at all: at start nobody may be there to type. */
const LOOK_MS = 5_000

/** Left to itself the library falls back to the kernel's keyring on Linux, which forgets everything at reboot. */
const PINNED: EntryOptions = { linux: { store: 'secret-service' } }

/** The part of the native module that is used; handed in by tests that need a keychain to misbehave. */
export type OpenEntry = (user: string) => Pick<AsyncEntry, 'setSecret' | 'getSecret' | 'deleteCredential'>

/** Loads the native module when it is first needed: a console without OAuth keys never does. */
export async function openNativeEntries(): Promise<OpenEntry> {
  const native = await import('keytar')
  // A CommonJS module: bundlers and Node differ in where its names are.
  const { AsyncEntry: Entry } =
    'AsyncEntry' in native ? native : (native as { default: typeof import('keytar') }).default
  return (user) => new Entry(SERVICE, user, PINNED)
}

/** The keychain of the operating system: one entry for each secret. */
export class KeychainStore implements SecretStore {
  readonly kind = 'keychain'
  readonly #clock: Clock
  readonly #load: () => Promise<OpenEntry>
  #entries: Promise<OpenEntry> | undefined
  /** Calls go one after the other: several prompts for one password help nobody. */
  readonly #inTurn = oneAtATime()
  /** A call that nobody answered and that cannot be ended. */
  #hanging = false
  /** Calls that the native module has not answered. */
  #waiting = 0

  constructor(clock: Clock, load: () => Promise<OpenEntry> = openNativeEntries) {
    this.#clock = clock
    this.#load = load
  }

  /** A call is under way, and may be for ever: nothing ends it but the end of the process. */
  get isWaiting(): boolean {
    return this.#waiting > 0
  }

  /** Whether a secret that is written can be read again. Leaves none, whatever comes of it. */
  async look(): Promise<void> {
    const name = `look-${randomUUID()}`
    const written = Buffer.from(name)
    await this.#call(name, (entry) => entry.setSecret(written), LOOK_MS)
    const reading = this.#call(name, (entry) => entry.getSecret(), LOOK_MS)
    const removing = this.#call(name, (entry) => entry.deleteCredential(), LOOK_MS)
    const [read] = await Promise.all([reading, removing])
    if (read === null || !written.equals(Buffer.from(read))) throw unusable('it does not give back what was put in')
  }

  async write(generation: string, entries: SecretEntries): Promise<void> {
    for (const [name, bytes] of entries) await this.#call(userOf(generation, name), (entry) => entry.setSecret(bytes))
  }

  async read(generation: string, names: readonly string[]): Promise<SecretEntries> {
    const found = new Map<string, Uint8Array>()
    for (const name of names) {
      const bytes = await this.#call(userOf(generation, name), (entry) => entry.getSecret())
      if (bytes !== null) found.set(name, Uint8Array.from(bytes))
    }
    return found
  }

  async remove(generation: string, names: readonly string[]): Promise<void> {
    for (const name of names) await this.#call(userOf(generation, name), (entry) => entry.deleteCredential())
  }

  #call<T>(user: string, ask: (entry: ReturnType<OpenEntry>) => Promise<T>, patience = PATIENCE_MS): Promise<T> {
    return this.#inTurn(() => this.#ask(user, ask, patience))
  }

  async #ask<T>(user: string, ask: (entry: ReturnType<OpenEntry>) => Promise<T>, patience: number): Promise<T> {
    // It would wait behind the one that hangs.
    if (this.#hanging) throw silent()
    let open: OpenEntry
    try {
      this.#entries ??= this.#load()
      open = await this.#entries
    } catch {
      this.#entries = undefined
      throw unusable('its module cannot be loaded on this system')
    }
    this.#waiting += 1
    const answer = (async () => ask(open(user)))()
      .finally(() => (this.#waiting -= 1))
      .catch((error: unknown) => {
        throw isSilence(error) ? silent() : unusable(reasonOf(error))
      })
    return this.#withPatience(answer, patience)
  }

  #withPatience<T>(answer: Promise<T>, patience: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(patience, () => {
        this.#hanging = true
        reject(silent())
      })
      const settle = (): void => {
        cancel()
        this.#hanging = false
      }
      answer.then(resolve, reject).finally(settle)
    })
  }
}

const userOf = (generation: string, name: string): string => `${generation}/${name}`

function silent(): HostError {
  return new HostError(
    'keychain-unavailable',
    'The keychain does not answer: it is probably locked and waits for its password. Unlock it and try again, or use the vault.',
    { retryable: true },
  )
}

function unusable(reason: string): HostError {
  return new HostError(
    'keychain-unavailable',
    `The keychain cannot be used: ${reason}. Start or unlock it and try again, or use the vault.`,
    { retryable: true },
  )
}

/** The bus gave up waiting for the keychain. */
function isSilence(error: unknown): boolean {
  return /did not receive a reply|no ?reply|timed? ?out/i.test(error instanceof Error ? error.message : String(error))
}

/** The module's own words may be long and are the system's; what matters is which of few cases it is. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  if (/locked|dismissed|prompt/i.test(text)) return 'it is locked'
  if (/dbus|d-bus|secret service|zbus|connection|autolaunch|no such file|ServiceUnknown/i.test(text)) {
    return 'there is none here (no Secret Service answers)'
  }
  if (/too long|length|size/i.test(text)) return 'the key is longer than it takes'
  return 'the system refused'
}
