import { expect, test } from 'vitest'
import { KeychainStore, type OpenKeychainEntry } from '../../../src/host/keys/keychain-store.ts'
import { createMemoryKeychain } from '../../process/memory-keychain.ts'
import { manualClock } from '../client/manual-clock.ts'

const GENERATION = '00000000-0000-4000-8000-000000000000'
const two = new Map([
  ['signature', Buffer.from('one')],
  ['accessToken', Buffer.from('two')],
])

/** Creates a keychain that responds only when `next` is called, and records the maximum number of concurrent calls. */
function slowKeychain() {
  const entries = new Map<string, Uint8Array>()
  const calls: { readonly what: string; readonly succeed: () => void; readonly fail: () => void }[] = []
  let most = 0
  const call = <T>(what: string, run: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      calls.push({ what, succeed: () => resolve(run()), fail: () => reject(new Error('denied')) })
      most = Math.max(most, calls.length)
    })
  const open: OpenKeychainEntry = (user) => ({
    setSecret: (secret) => call('set', () => void entries.set(user, Uint8Array.from(secret))),
    getSecret: () => call('get', () => [...(entries.get(user) ?? [])]),
    deleteCredential: () => call('delete', () => entries.delete(user)),
  })
  /** Settles the oldest pending call. Waits until there is a pending call. */
  const next = async (how: 'succeed' | 'fail' = 'succeed'): Promise<string> => {
    await expect.poll(() => calls.length).toBeGreaterThan(0)
    const pending = calls.shift()
    pending?.[how]()
    return pending?.what ?? ''
  }
  return { load: async () => open, entries, next, calls, most: () => most }
}

test('calls the keychain one call at a time, so that only one prompt is open', async () => {
  const keychain = slowKeychain()
  const store = new KeychainStore(manualClock(), keychain.load)
  const all = Promise.all([store.write(GENERATION, two), store.read(GENERATION, ['signature']), store.check()])
  for (let call = 0; call < 6; call += 1) await keychain.next()
  await all
  expect(keychain.most()).toBe(1)
})

test('leaves no entry in the keychain after the check, even if the entry cannot be read', async () => {
  const keychain = slowKeychain()
  const store = new KeychainStore(manualClock(), keychain.load)
  const good = store.check()
  for (const what of ['set', 'get', 'delete']) expect(await keychain.next()).toBe(what)
  await good
  expect(keychain.entries.size).toBe(0)
  const bad = expect(store.check()).rejects.toMatchObject({ code: 'keychain-unavailable' })
  await keychain.next()
  await keychain.next('fail')
  expect(await keychain.next()).toBe('delete')
  await bad
  expect(keychain.entries.size).toBe(0)
})

test('rejects a keychain that returns other bytes than it stored', async () => {
  const keychain = slowKeychain()
  const checking = new KeychainStore(manualClock(), keychain.load).check()
  const refused = expect(checking).rejects.toMatchObject({
    message: expect.stringMatching(/does not return the stored value/),
  })
  await keychain.next()
  for (const user of keychain.entries.keys()) keychain.entries.set(user, Buffer.from('other'))
  await keychain.next()
  await keychain.next()
  await refused
})

test('waits a minute for the password and five seconds for the check, and makes no call while another call hangs', async () => {
  const [clock, keychain] = [manualClock(), slowKeychain()]
  const store = new KeychainStore(clock, keychain.load)
  const noResponse = { code: 'keychain-unavailable', message: expect.stringMatching(/^The keychain does not respond/) }
  const reading = store.read(GENERATION, ['signature'])
  await expect.poll(() => keychain.calls.length).toBe(1)
  let isOver = false
  void reading.catch(() => undefined).finally(() => (isOver = true))
  clock.advance(59_999)
  await Promise.resolve()
  expect(isOver).toBe(false)
  clock.advance(1)
  await expect(reading).rejects.toMatchObject(noResponse)
  await expect(store.check()).rejects.toMatchObject(noResponse)
  expect(keychain.calls).toHaveLength(1)

  // After the hanging call has settled, the check calls the keychain again with its own time limit.
  await keychain.next()
  await expect.poll(() => store.isWaiting).toBe(false)
  const checking = expect(store.check()).rejects.toMatchObject(noResponse)
  await expect.poll(() => keychain.calls.length).toBe(1)
  clock.advance(5_000)
  await checking
})

test('loads the module of the keychain again after it could not be loaded', async () => {
  const keychain = createMemoryKeychain()
  let loads = 0
  const store = new KeychainStore(manualClock(), () => {
    loads += 1
    return loads === 1 ? Promise.reject(new Error('no such library')) : keychain.load()
  })
  const message = expect.stringMatching(/^The keychain module cannot be loaded on this system\. Start or unlock/)
  await expect(store.check()).rejects.toMatchObject({ code: 'keychain-unavailable', message, retryable: true })
  await store.check()
  await store.check()
  expect([loads, store.isWaiting]).toEqual([2, false])
})

test.each([
  ['Did not receive a reply', 'The keychain does not respond'],
  ['the collection is locked', 'The keychain is locked'],
  ['Unable to connect to the D-Bus session bus', 'No keychain is available (no Secret Service responds)'],
  ['Attribute is longer than platform limit: too long', 'The key is too long for the keychain'],
  ['errSecAuthFailed', 'The system refused access to the keychain'],
])('reports the error "%s" of the system as: %s', async (error, reason) => {
  const keychain = createMemoryKeychain(error)
  const store = new KeychainStore(manualClock(), keychain.load)
  keychain.mood = 'refuse'
  await expect(store.read(GENERATION, ['signature'])).rejects.toMatchObject({
    message: expect.stringMatching(new RegExp(`^${reason.replace(/[()]/g, '.')}`)),
    retryable: true,
  })
  // A refused call does not count as hanging.
  keychain.mood = 'good'
  await store.write(GENERATION, two)
  const found = await store.read(GENERATION, ['signature', 'missing'])
  expect([...found].map(([name, bytes]) => [name, String(Buffer.from(bytes))])).toEqual([['signature', 'one']])
  await store.remove(GENERATION, ['signature', 'accessToken'])
  expect(keychain.entries.size).toBe(0)
})
