import { expect, test } from 'vitest'
import { isServerApproved } from '../../../src/host/keys/server-approval.ts'

test.each([
  undefined,
  '',
  'api.ibkr.com',
  'https://1.api.ibkr.com',
  'https://ibkr.com',
  'https://api.interactivebrokers.com:443',
])('sends keys to an IBKR address without approval: %s', (server) =>
  expect(isServerApproved({ server, approved: undefined })).toBe(true),
)

test.each([
  'https://notibkr.com',
  'https://api.ibkr.com.evil.test',
  'http://api.ibkr.com',
  'https://ibkr.com.',
  'https://interactivebrokers.co',
])("does not send keys to an address that only resembles IBKR's: %s", (server) =>
  expect(isServerApproved({ server, approved: undefined })).toBe(false),
)

test.each(['localhost:5000', 'http://127.0.0.1:5000', 'http://127.9.9.9', 'http://[::1]:5000'])(
  'sends keys to this machine without approval: %s',
  (server) => expect(isServerApproved({ server, approved: undefined })).toBe(true),
)

test.each(['http://evil.localhost', 'https://evil.localhost:5000', 'http://localhost.', 'http://127.0.0.1.nip.io'])(
  'does not send keys to an address that only resembles this machine: %s',
  (server) => expect(isServerApproved({ server, approved: undefined })).toBe(false),
)

test('limits an approval to one address, and to https', () => {
  const approved = 'https://keys.test/a'
  expect(isServerApproved({ server: 'https://keys.test/a/v1/api', approved })).toBe(true)
  for (const server of [
    'https://keys.test',
    'https://keys.test:8443/a',
    'http://keys.test/a',
    'https://x.keys.test/a',
  ]) {
    expect(isServerApproved({ server, approved }), server).toBe(false)
  }
  expect(isServerApproved({ server: 'http://keys.test/a', approved: 'http://keys.test/a' })).toBe(false)
})
