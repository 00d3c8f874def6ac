import readerAddress from '../explorer/response/response-worker.ts?worker&url'
import comparerAddress from '../history/compare/compare-worker.ts?worker&url'

const ADDRESSES = { response: readerAddress, compare: comparerAddress } as const
const known: ReadonlySet<string> = new Set(Object.values(ADDRESSES))

/** The security policy of the page lets nothing but this one policy name code to run, and it names these files. */
const policy = globalThis.trustedTypes?.createPolicy('ibkr-console-reader', {
  createScriptURL: (address: string) => {
    if (!known.has(address)) throw new TypeError('Not a worker of the console.')
    return address
  },
})

export function startWorker(name: keyof typeof ADDRESSES): Worker {
  const address = ADDRESSES[name]
  return new Worker(policy ? (policy.createScriptURL(address) as unknown as string) : address, { type: 'module', name })
}
