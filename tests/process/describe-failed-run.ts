/** Returns everything that a failed program printed, or the error if it printed nothing. Never an empty string. */
export function describeFailedRun(error: unknown): string {
  const { stdout, stderr } = error as { readonly stdout?: unknown; readonly stderr?: unknown }
  return `${stdout ?? ''}${stderr ?? ''}` || String(error)
}
