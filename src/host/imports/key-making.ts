import type { MakingView } from '../../shared/contract/import-views.ts'
import type { Clock } from '../clock.ts'
import { Secret } from '../keys/secret.ts'
import type { ImportDraft } from './import-draft.ts'
import { makePrivateKey, type PrimeMaker, TYPICAL_PAIR_MS, TYPICAL_PRIME_MS } from './make-keys.ts'

const BITS = 2048

interface KeyMakingMeans {
  readonly clock: Clock
  readonly makePrime: PrimeMaker
  /** After each change of the draft. */
  readonly tell: () => void
}

const MADE_SLOTS = ['signature', 'encryption', 'dhParameters'] as const

type MadeSlot = (typeof MADE_SLOTS)[number]

/** Makes key pairs and the prime of one import, and puts each in its slot when it is there. */
export class KeyMaking {
  /** Resolves when it is done, stopped or has failed. */
  readonly ended: Promise<void>
  readonly #draft: ImportDraft
  readonly #tell: () => void
  readonly #stopping = new AbortController()

  /** `which`: all are made anew, or those of empty slots only. */
  constructor(draft: ImportDraft, which: 'all' | 'missing', means: KeyMakingMeans) {
    this.#draft = draft
    this.#tell = means.tell
    const slots = MADE_SLOTS.filter((slot) => which === 'all' || draft.slot(slot) === undefined)
    this.ended = this.#make(slots, means)
  }

  /** What was made until then stays. */
  stop(): void {
    this.#stopping.abort()
  }

  async #make(slots: readonly MadeSlot[], { clock, makePrime }: KeyMakingMeans): Promise<void> {
    const begun = clock.now()
    const { signal } = this.#stopping
    try {
      for (const slot of slots) {
        const isPrime = slot === 'dhParameters'
        const typicalMs = isPrime ? TYPICAL_PRIME_MS : TYPICAL_PAIR_MS
        this.#show({ kind: 'running', step: slot, startedAt: clock.now(), typicalMs })
        const bytes = isPrime ? await makePrime(BITS, signal) : await makePrivateKey()
        signal.throwIfAborted()
        const what = isPrime ? `Diffie-Hellman prime, ${BITS} bits` : `RSA key, ${BITS} bits`
        this.#draft.put(slot, { kind: 'filled', secret: new Secret(bytes), source: 'made', what })
      }
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
