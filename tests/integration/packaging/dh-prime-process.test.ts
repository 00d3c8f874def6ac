import { basename, join, resolve } from 'node:path'
import { expect, test, vi } from 'vitest'
import { searchPrimeInUtility } from '../../../src/main/dh-prime-process.ts'

/** Child processes that the Electron stand-in started. */
const children = vi.hoisted(
  () =>
    [] as {
      readonly env: object
      readonly kill: () => void
      readonly once: (event: 'exit', run: () => void) => void
    }[],
)

vi.mock('electron', async () => {
  const { createRequire } = await import('node:module')
  const { utilityProcess } = createRequire(import.meta.url)('../../electron-standin/parts/utility-process.cjs')
  return {
    utilityProcess: {
      fork(path: string, args: string[], options: { readonly env: object }) {
        // Uses the built file, because Electron runs JavaScript.
        const child = utilityProcess.fork(join(resolve('out/main'), basename(path)), args, options)
        children.push(Object.assign(child, { env: options.env }))
        return child
      },
    },
  }
})

test('the prime process of the desktop program finds a safe prime and exits', async () => {
  const prime = BigInt(`0x${(await searchPrimeInUtility(40, AbortSignal.timeout(15_000))).toString('hex')}`)
  expect(prime.toString(2)).toHaveLength(40)
  expect(prime % 24n).toBe(23n)
  await new Promise<void>((gone) => children.at(-1)?.once('exit', gone))
})

test('passes no part of the environment on that may contain a secret', () => {
  // Electron passes on the whole environment instead of an empty one.
  expect(Object.keys(children.at(-1)?.env ?? {}).toSorted()).toEqual(['PATH', 'SystemRoot'])
})

test('kills the prime process when the search is cancelled', async () => {
  const controller = new AbortController()
  const search = searchPrimeInUtility(8_192, controller.signal)
  const gone = new Promise<void>((resolve) => children.at(-1)?.once('exit', resolve))
  const cancelled = expect(search).rejects.toThrow('enough')
  controller.abort(new Error('enough'))
  await cancelled
  await gone
})
