import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { operations } from '../../src/shared/catalogue/operations.ts'

const host = fileURLToPath(new URL('../../src/host/', import.meta.url))
const files = readdirSync(host, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts'))
const textOf = (name: string): string => readFileSync(`${host}${name}`, 'utf8')

// The types of the host's sessions allow only reads. These two names are the only ways around them.
test('only the gate and the session can send more than reads', () => {
  const senders = files.filter((name) => /\.requireSender\(|\bSessionSupervisor\b/.test(textOf(name)))
  expect(senders.filter((name) => !/^(?:trading\/gate|session\/[^/]+)\.ts$/.test(name))).toEqual([])
  expect(senders).toContain('trading/gate.ts')
})

test('the routes that the host sends without the gate are catalogued reads', () => {
  const readSession = textOf('session/read-session.ts')
  const changing = operations.filter(({ method, effect }) => method === 'GET' && effect !== 'read')
  for (const { path } of changing) {
    const route = `GET ${path.replace('/v1/api', '')}`
    // The socket and the legacy family are not typed routes.
    if (!/\/ws$|\/ccp\//.test(route)) expect(readSession).toContain(`'${route}'`)
  }
  const preview = operations.find(({ id }) => id === 'orders.preview')
  expect(preview?.effect).toBe('read')
})
