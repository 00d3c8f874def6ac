import type { OpenKeychainEntry } from '../../src/host/keys/keychain-store.ts'

/** Keychain in memory that can fail like a real keychain. */
export interface MemoryKeychain {
  readonly load: () => Promise<OpenKeychainEntry>
  readonly entries: Map<string, Uint8Array>
  /** `refuse`: every call throws. `hang`: no call returns. */
  mood: 'good' | 'refuse' | 'hang'
}

export function createMemoryKeychain(message = 'Unable to connect to the D-Bus session bus'): MemoryKeychain {
  const entries = new Map<string, Uint8Array>()
  const keychain: MemoryKeychain = {
    entries,
    mood: 'good',
    load: async () => (user) => ({
      setSecret: (secret) => complete(() => void entries.set(user, Uint8Array.from(secret))),
      getSecret: () => complete(() => (entries.has(user) ? [...(entries.get(user) ?? [])] : null)),
      deleteCredential: () => complete(() => entries.delete(user)),
    }),
  }
  async function complete<T>(run: () => T): Promise<T> {
    if (keychain.mood === 'refuse') throw new Error(message)
    if (keychain.mood === 'hang') return new Promise(() => undefined)
    return run()
  }
  return keychain
}
