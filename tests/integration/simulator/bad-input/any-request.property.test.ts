import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyRuns } from '../../../process/property-runs.ts'
import { readOperationList } from '../../../unit/catalogue/read-fixture.ts'
import { runningGateway } from '../running-gateway.ts'

const { operations, legacy } = readOperationList()
const calls = [...operations, ...legacy]
  .filter(({ path }) => path.startsWith('/v1/api/') && !path.endsWith('/ws') && !path.endsWith('/logout'))
  .map(({ method, path }) => ({ method, path }))

const oddTexts = [
  '',
  '0',
  '-1',
  '1e309',
  'DU1234567',
  '265598',
  '__proto__',
  'null',
  '%',
  '\u0000',
  '💥',
  "'",
  'a,b',
  '[]',
]
const word = fc.oneof(fc.constantFrom(...oddTexts), fc.string({ maxLength: 12 }))
const names = [
  'conid',
  'conids',
  'fields',
  'period',
  'bar',
  'symbol',
  'sectype',
  'month',
  'filters',
  'type',
  'acctId',
  'orders',
]
const query = fc.array(fc.tuple(fc.constantFrom(...names), word), { maxLength: 4 })
const body = fc.oneof(
  fc.constant(undefined),
  fc.json({ maxDepth: 3 }),
  fc
    .dictionary(
      fc.constantFrom(
        'orders',
        'conid',
        'quantity',
        'side',
        'orderType',
        'tif',
        'price',
        'confirmed',
        'messageIds',
        'id',
        'rows',
        'instrument',
        'filter',
        'acctIds',
        'conditions',
      ),
      fc.oneof(
        fc.constantFrom<unknown>(null, true, -1, 1e308, '', [], {}, [null], 'BUY', 'LMT', 265598),
        fc.jsonValue({ maxDepth: 2 }),
      ),
      { maxKeys: 6 },
    )
    .map((value) => JSON.stringify(value)),
)

test('returns an intended response to every generated request', async () => {
  const { simulator, client, warmUp } = await runningGateway()
  await warmUp()
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...calls),
      fc.array(word, { minLength: 3, maxLength: 3 }),
      query,
      body,
      async (call, words, pairs, text) => {
        let used = 0
        const path = call.path
          .slice('/v1/api/'.length)
          .replace(/\{[^}]+\}/g, () => encodeURIComponent(words[used++] ?? 'x') || 'x')
        const search = new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString()
        const sent = call.method === 'GET' ? undefined : (text ?? '')
        const response = await client.send(call.method, search === '' ? path : `${path}?${search}`, sent)
        expect(JSON.stringify(response.body)).not.toContain('Simulator fault')
      },
    ),
    { numRuns: propertyRuns(600), seed: 20260914 },
  )
  expect(simulator.record.counts().requests).toBeGreaterThan(propertyRuns(600))
  expect(await client.get('tickle')).toMatchObject({ status: 200 })
})
