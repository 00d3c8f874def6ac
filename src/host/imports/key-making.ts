import type { MakingView } from '../../shared/contract/import-views.ts'
import type { Clock } from '../clock.ts'
import { Secret } from '../keys/secret.ts'
import type { ImportDraft } from './import-draft.ts'
import { makePrivateKey, type PrimeMaker, TYPICAL_PAIR_MS, TYPICAL_PRIME_MS } from './make-keys.ts'

const BITS = 2048

/** Makes both key pairs and the prime of one import, and puts each in its slot when it is there. */
export class KeyMaking {
  /** Resolves when it is done, stopped or has failed. */
  readonly ended: Promise<void>
  readonly #draft: ImportDraft
  readonly #tell: () => void
  readonly #stopping = new AbortController()

  constructor(draft: ImportDraft, means: { readonly clock: Clock; readonly makePrime: PrimeMaker }, tell: () => void) {
    this.#draft = draft
    this.#tell = tell
    this.ended = this.#make(means.clock, means.makePrime)
  }

  /** What was made until then stays. */
  stop(): void {
    this.#stopping.abort()
  }

  async #make(clock: Clock, makePrime: PrimeMaker): Promise<void> {
    const begun = clock.now()
    const { signal } = this.#stopping
    try {
      for (const slot of ['signature', 'encryption'] as const) {
        this.#show({ kind: 'running', step: slot, startedAt: clock.now(), typicalMs: TYPICAL_PAIR_MS })
        const der = await makePrivateKey()
        signal.throwIfAborted()
        this.#draft.put(slot, {
          kind: 'filled',
          secret: new Secret(der),
          source: 'made',
          what: `RSA key, ${BITS} bits`,
        })
      }
      this.#show({ kind: 'running', step: 'dhParameters', startedAt: clock.now(), typicalMs: TYPICAL_PRIME_MS })
      const prime = await makePrime(BITS, signal)
      signal.throwIfAborted()
      const what = `Diffie-Hellman prime, ${BITS} bits`
      this.#draft.put('dhParameters', { kind: 'filled', secret: new Secret(prime), source: 'made', what })
      this.#show({ kind: 'done', tookMs: clock.now() - begun })
    } catch {
      if (signal.aborted) this.#show({ kind: 'idle' })
      else
        this.#show({
          kind: 'failed',
          message: 'The keys could not be made: the process that searches the prime ended. Try again.',
        })
    }
  }

  #show(view: MakingView): void {
    this.#draft.making = view
    this.#tell()
  }
}
