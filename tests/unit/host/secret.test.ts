import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, inspect } from 'node:util'
import { expect, test } from 'vitest'
import { createSecret, Secret, unwrap } from '../../../src/host/profiles/secret.ts'

test('never prints a secret as plain text', () => {
  const secret = createSecret('hunter2')
  const holder = { name: 'x', secret, list: [secret], map: new Map([['k', secret]]) }
  const prints = [
    `${secret}`,
    JSON.stringify(holder),
    inspect(holder, { depth: 9, showHidden: true }),
    format('%o %O %j %s', secret, secret, secret, secret),
    JSON.stringify(Object.entries(secret)),
    String(new Error('x', { cause: secret }).cause),
  ]
  for (const print of prints) {
    expect(print).not.toContain('hunter2')
    expect(print).not.toContain(Buffer.from('hunter2').toString('base64'))
    expect(print).not.toContain([...Buffer.from('hunter2')].join(','))
  }
  expect(Buffer.from(unwrap(secret)).toString()).toBe('hunter2')
})

test('fills the bytes of an erased secret with zeros, and leaves the secret empty', () => {
  const bytes = Buffer.from('hunter2')
  const secret = new Secret(bytes)
  secret.erase()
  expect(bytes.every((byte) => byte === 0)).toBe(true)
  expect(unwrap(secret)).toHaveLength(0)
})

test('only the key store and the login configuration unwrap secrets', () => {
  const places = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .filter((name) => /\bunwrap\b/.test(readFileSync(join('src', name), 'utf8')))
  expect(places.sort()).toEqual([
    'host/keys/create-login-config.ts',
    'host/keys/key-sets.ts',
    'host/profiles/secret.ts',
  ])
})
