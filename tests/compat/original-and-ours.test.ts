import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { isLongRun } from '../process/long-run-tests.ts'
import { createDifferenceRows, differences } from './known-differences.ts'
import { getModulePath, type Implementation, type Observations, observeBehaviour } from './observe-behaviour.ts'
import { observeConfigure } from './observe-configure-command.ts'
import { observeSeparateProcesses } from './observe-separate-processes.ts'

const GATEWAY = 'gateway: '

/**
 * The short run observes the clients with a gateway. The long run also observes them with OAuth 1.0a and in other
 * processes.
 */
const observed = differences.flatMap(({ what, shows }) => {
  const seen = Object.entries(shows).filter(([promise]) => isLongRun || promise.startsWith(GATEWAY))
  return seen.length > 0 ? [[what, seen] as const] : []
})

let original: Observations
let ours: Observations

beforeAll(async () => {
  // Builds the package if the test run has not built it.
  getModulePath('ours')
  ;[original, ours] = await Promise.all([promisesOf('original'), promisesOf('ours')])
}, 600_000)

async function promisesOf(implementation: Implementation): Promise<Observations> {
  const gateway = observeBehaviour(implementation, 'gateway').then((seen) => named(GATEWAY, seen))
  if (!isLongRun) return gateway
  const others = [
    observeBehaviour(implementation, 'oauth1').then((seen) => named('oauth1: ', seen)),
    observeSeparateProcesses(implementation),
    observeConfigure(implementation),
  ]
  return Object.assign({}, ...(await Promise.all([gateway, ...others])))
}

function named(mode: string, seen: Observations): Observations {
  return Object.fromEntries(Object.entries(seen).map(([promise, value]) => [mode + promise, value]))
}

describe('compatibility of a program written for ibkr-client 1.0.4', () => {
  test('the library behaves like ibkr-client except for the listed differences', () => {
    const listed = new Set(differences.flatMap(({ shows }) => Object.keys(shows)))
    const kept = (seen: Observations): Observations =>
      Object.fromEntries(Object.entries(seen).filter(([name]) => !listed.has(name)))
    expect(Object.keys(original).length).toBeGreaterThan(isLongRun ? 120 : 60)
    expect(kept(ours)).toEqual(kept(original))
  })

  test.each(observed)('the library differs from ibkr-client as listed: %s', (_what, shows) => {
    for (const [promise, [there, here]] of shows) {
      expect({ promise, there: original[promise], here: ours[promise] }).toEqual({ promise, there, here })
    }
  })

  test('the documentation lists exactly the tested differences, with the same text', () => {
    const page = readFileSync(new URL('../../docs/client/from-ibkr-client.md', import.meta.url), 'utf8')
    const section = page.split(/^## /m).find((part) => part.startsWith('What differs')) ?? ''
    const rows = section
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .slice(2)
    expect(rows).toEqual(createDifferenceRows())
    console.log(`Differences from ibkr-client 1.0.4:\n${rows.join('\n')}`)
  })
})
