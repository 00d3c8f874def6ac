const registered = new Set<string>()

/** The content security policy allows script addresses only from this policy, which allows only registered workers. */
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
