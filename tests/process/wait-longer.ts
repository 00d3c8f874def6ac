import { vi } from 'vitest'

/*
 * Vitest's `vi.waitUntil` and `vi.waitFor` fail after 1 s, which a busy machine can exceed, and check every 50 ms
 * only, for which hundreds of tests would wait.
 */

const DEFAULTS = { timeout: 20_000, interval: 5 }

type Options = number | { readonly timeout?: number; readonly interval?: number } | undefined

const withDefaults = (options: Options) => ({
  ...DEFAULTS,
  ...(typeof options === 'number' ? { timeout: options } : options),
})

const { waitFor, waitUntil } = vi
if (waitUntil.name !== 'waitUntilLonger') {
  const waitForLonger: typeof waitFor = (callback, options) => waitFor(callback, withDefaults(options))
  const waitUntilLonger: typeof waitUntil = (callback, options) => waitUntil(callback, withDefaults(options))
  Object.assign(vi, { waitFor: waitForLonger, waitUntil: waitUntilLonger })
}
