import { checkPrimeSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { estimatePrimeMs, searchPrimeInNode } from '../../../src/host/key-imports/generate-keys.ts'

test("finds a prime of 2048 bits that meets IBKR's requirements", async () => {
  const begun = performance.now()
  const prime = BigInt(`0x${(await searchPrimeInNode(2_048, AbortSignal.timeout(600_000))).toString('hex')}`)
  const seconds = Math.round((performance.now() - begun) / 1_000)
  const { from, to } = estimatePrimeMs()
  process.stdout.write(
    `A safe prime of 2048 bits took ${seconds} s; said to take ${from / 1_000} to ${to / 1_000} s.\n`,
  )
  expect(prime.toString(2)).toHaveLength(2_048)
  expect(prime % 24n).toBe(23n)
  expect(checkPrimeSync(prime) && checkPrimeSync((prime - 1n) / 2n)).toBe(true)
}, 620_000)
