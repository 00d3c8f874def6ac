declare global {
  var complaints: string[] | undefined
}

/**
 * Runs in the page: collects errors that no driver reports, such as those of a `ResizeObserver` and of the security
 * policy. Returns what was collected since the last call. The first call only starts to collect.
 */
export function collectComplaints(): readonly string[] {
  if (globalThis.complaints) return globalThis.complaints.splice(0)
  const found: string[] = []
  globalThis.complaints = found
  addEventListener('error', ({ message }) => found.push(`error: ${message}`))
  addEventListener('unhandledrejection', ({ reason }) => found.push(`rejection: ${reason}`))
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    found.push(`policy: ${violatedDirective} ${blockedURI}`),
  )
  for (const level of ['error', 'warn'] as const) {
    const write = console[level]
    console[level] = (...values: unknown[]) => {
      found.push(`console: ${values.join(' ')}`)
      write(...values)
    }
  }
  return []
}
