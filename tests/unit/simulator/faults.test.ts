import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { createSimulatorHelp } from '../../../src/simulator/command-line/help.ts'
import { createFaults } from '../../../src/simulator/faults/fault-registry.ts'
import { checkFault, parseFault } from '../../../src/simulator/faults/parse-fault.ts'

const HELP = createSimulatorHelp('ibkr-web-simulator')

test.each([
  ['500', { verb: '500' }],
  ['latency=200±50@/iserver/*', { verb: 'latency', value: 200, jitter: 50, on: '/iserver/*' }],
  ['latency=200+-50', { verb: 'latency', value: 200, jitter: 50 }],
  [
    '503=10@POST /iserver/account/*,times=2,after=1',
    { verb: '503', value: 10, on: 'POST /iserver/account/*', times: 2, after: 1 },
  ],
  ['close=1001@ws:system,probability=0.5', { verb: 'close', value: 1001, on: 'ws:system', probability: 0.5 }],
  ['wrong-length=-3@/tickle', { verb: 'wrong-length', value: -3, on: '/tickle' }],
  ['reset@/tickle,processed=no', { verb: 'reset', on: '/tickle', processed: false }],
])('parses the fault %s', (text, fault) => {
  expect(parseFault(text)).toEqual(fault)
  expect(() => checkFault(parseFault(text))).not.toThrow()
})

test.each([
  ['latenzy=3', 'unknown fault "latenzy"; valid faults: 401, 410'],
  ['503 GET /iserver/accounts', 'write @ between fault and place, as in 503@/iserver/*'],
  ['latency', 'latency needs a number of milliseconds, such as latency=200'],
  ['latency=soon', '"soon" is not a number'],
  ['latency=-3', 'latency takes milliseconds from 0 to 3600000, not -3'],
  ['reset=3', 'reset takes no number'],
  ['cut=3±1', 'cut takes no jitter'],
  ['500@', 'write a path such as'],
  ['500@iserver', '"iserver" is not a valid target of a fault'],
  ['500@ws:sor', '500 applies to requests, such as @/iserver/*, not ws:sor'],
  ['drop@/tickle', 'drop applies to frames of a socket, such as @ws:sor, not /tickle'],
  ['malformed@ws-in', 'malformed cannot apply to frames of the client'],
  ['close=1005', 'close takes a valid close code'],
  ['500,times=none', 'times takes a number, not "none"'],
  ['500,times=0', 'times must be a whole number from 1'],
  ['500,probability=2', 'probability must be above 0 and at most 1'],
  ['500,processed=perhaps', 'processed takes yes or no, not "perhaps"'],
  ['cut=3,processed=no', 'cut damages a response, so the request must be processed'],
  ['500,colour=red', 'unknown option "colour"'],
  ['', 'write VERB=NUMBER@PLACE'],
])('rejects the fault "%s" with a message', (text, sentence) => {
  expect(() => checkFault(parseFault(text))).toThrow(sentence)
})

test('matches whole paths below /v1/api, with * as a wildcard and an optional method', () => {
  const faults = createFaults(1)
  faults.add('500@POST /iserver/account/*/orders')
  const strikes = (method: string, path: string) => faults.strikeRequest(method, path).length
  expect(strikes('POST', '/v1/api/iserver/account/DU1/orders')).toBe(1)
  expect(strikes('GET', '/v1/api/iserver/account/DU1/orders')).toBe(0)
  expect(strikes('POST', '/v1/api/iserver/account/DU1/orders/whatif')).toBe(0)
  faults.add('410@/gw/*')
  expect(strikes('GET', '/gw/api/v1/sso-sessions')).toBe(1)
})

test('applies to every request by default, or to every frame if the verb is for frames only', async () => {
  const faults = createFaults(1)
  faults.add('503')
  for (const path of ['/v1/api/tickle', '/v1/api/oauth/live_session_token', '/v1/api/ws', '/gw/api/v1/echo/https'])
    expect(faults.strikeRequest('GET', path)).toHaveLength(1)
  expect(checkFault(parseFault('503')).target).toEqual(checkFault(parseFault('503@/*')).target)
  expect(checkFault(parseFault('drop')).target).toEqual(checkFault(parseFault('drop@ws')).target)
  const page = await readFile(new URL('../../../docs/simulator.md', import.meta.url), 'utf8')
  expect(page).toContain('**Without a place** (`--fault 503`)')
  expect(HELP.replaceAll(/\s+/g, ' ')).toContain('Default: all requests')
})

test('skips the first matches with `after`, stops with `times`, and counts how often the fault was applied', () => {
  const faults = createFaults(1)
  const handle = faults.add('500@/tickle,after=2,times=2')
  const seen = Array.from({ length: 6 }, () => faults.strikeRequest('GET', '/v1/api/tickle').length)
  expect(seen).toEqual([0, 0, 1, 1, 0, 0])
  expect(handle.struck()).toBe(2)
})

test('keeps jitter within its bounds, independent of other faults', () => {
  const drawn = (others: number) => {
    const faults = createFaults(9)
    faults.add('latency=100±40@/tickle')
    for (let other = 0; other < others; other += 1) faults.add('latency=5±5@/tickle')
    return Array.from({ length: 50 }, () => faults.strikeRequest('GET', '/v1/api/tickle')[0]?.value ?? 0)
  }
  const values = drawn(0)
  expect(Math.min(...values)).toBeGreaterThanOrEqual(60)
  expect(Math.max(...values)).toBeLessThanOrEqual(140)
  expect(new Set(values).size).toBeGreaterThan(40)
  expect(drawn(3)).toEqual(values)
})
