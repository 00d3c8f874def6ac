import { setTimeout as wait } from 'node:timers/promises'

const INTERVAL_MS = 50
const LIMIT_MS = 20_000

/** Waits until a function returns a truthy value, and returns that value. Unlike `expect.poll`, it works in a benchmark. */
export async function pollUntil<Result>(read: () => Promise<Result>, limitMs = LIMIT_MS): Promise<NonNullable<Result>> {
  const deadline = performance.now() + limitMs
  for (;;) {
    const result = await read()
    if (result) return result
    if (performance.now() > deadline) throw new Error(`Not seen within ${limitMs / 1_000} s.`)
    await wait(INTERVAL_MS)
  }
}
