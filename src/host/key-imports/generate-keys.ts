import { execFile } from 'node:child_process'
import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { Clock } from '../../client/index.ts'
import type { KeyGenerationView } from '../../shared/contract/import-views.ts'
import { Secret } from '../profiles/secret.ts'
import type { ImportDraft } from './import-draft.ts'

const BITS = 2048
const SLOTS = ['signature', 'encryption', 'dhParameters'] as const

const TYPICAL_PAIR_MS = { from: 50, to: 600 } as const

/**
 * Returns the typical duration of the prime search in ms, measured with OpenSSL on two older CPU cores. BoringSSL, which
 * Electron contains, takes twice as long.
 */
export function estimatePrimeMs(features: object = process.features): { readonly from: number; readonly to: number } {
  const factor = Reflect.get(features, 'openssl_is_boringssl') === true ? 2 : 1
  return { from: factor * 10_000, to: factor * 60_000 }
}

/**
 * Searches for a safe prime in another process, which is killed when the signal aborts. The search itself cannot be
 * interrupted, and in a thread it would keep a core busy.
 */
export type PrimeSearch = (bits: number, signal: AbortSignal) => Promise<Buffer>

interface GenerationDeps {
  readonly clock: Clock
  readonly makePrime: PrimeSearch
  /** Called after each change of the draft. */
  readonly onChange: () => void
}

export interface KeyGeneration {
  /** Resolves when the generation is done, stopped or has failed. */
  readonly ended: Promise<void>
  /** Stops the generation. Keys that are already generated stay in the draft. */
  stop(): void
}

/**
 * Generates the key pairs and the prime of an import, for all slots or for the empty ones. Each key is assigned as soon
 * as it is ready.
 */
export function generateKeys(draft: ImportDraft, which: 'all' | 'missing', deps: GenerationDeps): KeyGeneration {
  const { clock, makePrime, onChange } = deps
  const stopping = new AbortController()
  const { signal } = stopping
  const show = (view: KeyGenerationView): void => {
    draft.generation = view
    onChange()
  }
  const run = async (): Promise<void> => {
    const startedAt = clock.now()
    try {
      for (const slot of SLOTS.filter((each) => which === 'all' || draft.slot(each) === undefined)) {
        const isPrime = slot === 'dhParameters'
        const typicalMs = isPrime ? estimatePrimeMs() : TYPICAL_PAIR_MS
        show({ kind: 'running', step: slot, startedAt: clock.now(), typicalMs })
        const bytes = isPrime ? await makePrime(BITS, signal) : await makePrivateKey()
        signal.throwIfAborted()
        const what = isPrime ? `Diffie-Hellman prime, ${BITS} bits` : `RSA key, ${BITS} bits`
        draft.put(slot, { kind: 'filled', secret: new Secret(bytes), source: 'made', what })
      }
      show({ kind: 'done', tookMs: clock.now() - startedAt })
    } catch {
      const message = 'The keys could not be generated: the process that searches for the prime exited. Try again.'
      show(signal.aborted ? { kind: 'idle' } : { kind: 'failed', message })
    }
  }
  return { ended: run(), stop: () => stopping.abort() }
}

/** Generates an RSA key and returns it as PKCS#8 DER. */
async function makePrivateKey(): Promise<Buffer> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: BITS })
  return privateKey.export({ type: 'pkcs8', format: 'der' })
}

/** The script that the other Node process runs. `p mod 24 = 23` makes 2 a generator of the large subgroup. */
export const PRIME_SEARCH_PROGRAM = `// As in bin/ibkr-console.mjs, the signal must not open an inspector.
process.on('SIGUSR1', () => undefined)
require('node:crypto').generatePrime(Number(process.argv[1]), { safe: true, add: 24n, rem: 23n }, (error, prime) => {
  if (error) throw error
  process.stdout.write(Buffer.from(prime).toString('hex'), () => process.exit())
})
// The parent may be killed. A normal exit would wait for the search.
process.stdin.resume().on('end', () => process.kill(process.pid, 'SIGKILL'))`

/**
 * Searches for a prime in another process of the same Node version. The process is killed when the signal aborts, and
 * exits when this process ends.
 */
export const searchPrimeInNode: PrimeSearch = (bits, signal) =>
  new Promise((resolve, reject) => {
    const options = { signal, killSignal: 'SIGKILL', env: {}, windowsHide: true } as const
    const child = execFile(process.execPath, ['-e', PRIME_SEARCH_PROGRAM, String(bits)], options, (error, stdout) => {
      if (error) reject(error)
      else resolve(Buffer.from(stdout, 'hex'))
    })
    child.stdin?.on('error', () => undefined)
  })
