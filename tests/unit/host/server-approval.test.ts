import { expect, test } from 'vitest'
import { parseServerAddress } from '../../../src/client/server-address.ts'
import { approveDraftServer } from '../../../src/host/key-imports/draft-login.ts'
import { ImportDraft } from '../../../src/host/key-imports/import-draft.ts'
import { IBKR_ROOT, isServerApproved } from '../../../src/host/keys/server-approval.ts'
import { createSecret } from '../../../src/host/profiles/secret.ts'

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
  'sends new keys to this machine without approval, but not keys that belong to a server: %s',
  (server) => {
    expect(isServerApproved({ server, approved: undefined })).toBe(true)
    for (const approved of [IBKR_ROOT, 'https://keys.test', 'http://127.0.0.1:5001'])
      expect(isServerApproved({ server, approved }), approved).toBe(false)
    expect(isServerApproved({ server, approved: parseServerAddress(server).root })).toBe(true)
  },
)

test('keeps the keys of an import bound to IBKR after a login there, also if the page replaces or renames them', async () => {
  const draft = new ImportDraft('one', 'oauth2', 0)
  const key = () => ({ kind: 'filled', secret: createSecret('key'), source: 'file', what: 'RSA key' }) as const
  draft.put('privateKey', key())
  draft.setField('clientId', 'Mine')
  const asked: string[] = []
  const approve = (server: string) => {
    draft.setField('server', server)
    return approveDraftServer(draft, async (text) => void asked.push(text))
  }
  expect(approve('http://127.0.0.1:5001')).toBeUndefined()
  expect(approve('')).toBeUndefined()
  draft.put('privateKey', undefined)
  draft.put('privateKey', key())
  draft.setField('clientId', 'Other')
  draft.setField('clientId', 'Mine')
  await approve('http://127.0.0.1:5001')
  expect(asked).toEqual([expect.stringContaining('They are used at https://api.ibkr.com')])
  expect(draft.approvedServer).toBe('http://127.0.0.1:5001')
})

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
