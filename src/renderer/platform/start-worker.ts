const registered = new Set<string>()

/** The page's security policy allows only this policy to name scripts, and it allows only the registered workers. */
const policy = globalThis.trustedTypes?.createPolicy('ibkr-console-reader', {
  createScriptURL: (address: string) => {
    if (!registered.has(address)) throw new TypeError('Not a worker of the console.')
    return address
  },
})

/** Registers a worker by the address of its bundle (an import with `?worker&url`). Returns its start. */
export function registerWorker(name: string, address: string): () => Worker {
  registered.add(address)
  return () =>
    new Worker(policy ? (policy.createScriptURL(address) as unknown as string) : address, { type: 'module', name })
}
