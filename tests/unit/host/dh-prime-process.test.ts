import { execFileSync, spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import {
  estimatePrimeMs,
  PRIME_SEARCH_PROGRAM,
  searchPrimeInNode,
} from '../../../src/host/key-imports/generate-keys.ts'
import { longTest } from '../../process/long-run-tests.ts'

const isPrimeNaive = (value: bigint): boolean => {
  for (let divisor = 2n; divisor * divisor <= value; divisor++) if (value % divisor === 0n) return false
  return value > 1n
}

test('estimates twice the time on BoringSSL, which Electron contains', () => {
  expect(estimatePrimeMs({ openssl_is_boringssl: false })).toEqual({ from: 10_000, to: 60_000 })
  expect(estimatePrimeMs({ openssl_is_boringssl: true })).toEqual({ from: 20_000, to: 120_000 })
})

test('finds a safe prime with generator 2 in a separate process', async () => {
  const prime = BigInt(`0x${(await searchPrimeInNode(32, AbortSignal.timeout(15_000))).toString('hex')}`)
  expect(prime.toString(2)).toHaveLength(32)
  expect(prime % 24n).toBe(23n)
  expect(isPrimeNaive(prime) && isPrimeNaive((prime - 1n) / 2n)).toBe(true)
})

test.runIf(process.platform === 'linux')('kills the process immediately when the search is cancelled', async () => {
  const controller = new AbortController()
  const search = searchPrimeInNode(4_096, controller.signal)
  const ended = expect(search).rejects.toThrow()
  await expect.poll(searching).toBe(1)
  controller.abort()
  await ended
  await expect.poll(searching).toBe(0)
})

longTest.runIf(process.platform === 'linux')('exits if the console is killed', async () => {
  const asking = spawn(
    process.execPath,
    [
      '-e',
      `require('node:child_process').execFile(process.execPath, ['-e', process.argv[1], '4096'])`,
      PRIME_SEARCH_PROGRAM,
    ],
    {
      stdio: 'ignore',
    },
  )
  const own = (): readonly number[] => searchers(asking.pid ?? 0)
  await expect.poll(own).toHaveLength(1)
  const [searcher = 0] = own()
  asking.kill('SIGKILL')
  await expect.poll(() => isRunning(searcher)).toBe(false)
})

function searching(): number {
  return searchers(process.pid).length
}

function searchers(parent: number): readonly number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args=']).toString().split('\n')
  return rows.flatMap((row) => {
    const [, pid, ppid, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? []
    return Number(ppid) === parent && args.includes('generatePrime') ? [Number(pid)] : []
  })
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
