import type { SecretStoreKind } from '../../shared/domain/keys.ts'

/** The secrets of one profile under one generation: what is written later has another name, so that nothing is overwritten. */
export type SecretEntries = ReadonlyMap<string, Uint8Array>

/** Where secrets lie. Every method rejects with a HostError whose sentence says what to do. */
export interface SecretStore {
  readonly kind: SecretStoreKind
  write(generation: string, entries: SecretEntries): Promise<void>
  /** Those of the names that are there. */
  read(generation: string, names: readonly string[]): Promise<SecretEntries>
  /** What is not there counts as removed. */
  remove(generation: string, names: readonly string[]): Promise<void>
}
