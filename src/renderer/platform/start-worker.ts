const registered = new Set<string>()

/** Trusted Types policy that accepts only the addresses of registered workers. */
const policy = globalThis.trustedTypes?.createPolicy('ibkr-console-reader', {
  createScriptURL: (address: string) => {
    if (!registered.has(address)) throw new TypeError('Worker script not registered.')
    return address
  },
})

/**
 * Registers a worker by its bundle address, an import with `?worker&url`. Returns a function that starts the worker.
 */
export function registerWorker(name: string, address: string): () => Worker {
  registered.add(address)
  return () =>
    new Worker(policy ? (policy.createScriptURL(address) as unknown as string) : address, { type: 'module', name })
}
