import { expect, test } from 'vitest'
import { readPortfolioAccounts } from '../../../src/host/account/portfolio-accounts.ts'
import type { ReadSession } from '../../../src/host/session/read-session.ts'

/** Creates a session whose requests the test settles. */
function createSession() {
  const asked: { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }[] = []
  const request = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      asked.push({ resolve, reject })
    })
  return { asked, session: { request } as unknown as ReadSession }
}
const read = (session: ReadSession, more: object = {}) =>
  readPortfolioAccounts(session, { signal: new AbortController().signal, ...more })

test('reads the accounts of a session once, also for concurrent callers, and again on request', async () => {
  const { asked, session } = createSession()
  const both = [read(session), read(session)]
  expect(asked).toHaveLength(1)
  asked[0]?.resolve('accounts')
  expect(await Promise.all([...both, read(session)])).toEqual(['accounts', 'accounts', 'accounts'])
  expect(asked).toHaveLength(1)
  const again = read(session, { isAgain: true })
  asked[1]?.resolve('newer')
  expect([await again, await read(session)]).toEqual(['newer', 'newer'])
  void read(createSession().session)
  expect(asked).toHaveLength(2)
})

test('reads for the next caller if the first one was cancelled, and not for a cancelled one', async () => {
  const { asked, session } = createSession()
  const first = read(session)
  const second = read(session)
  const ended = new AbortController()
  const third = read(session, { signal: ended.signal })
  ended.abort(new Error('ended'))
  asked[0]?.reject(new Error('cancelled'))
  await expect(first).rejects.toThrow('cancelled')
  await expect(third).rejects.toThrow('ended')
  expect(asked).toHaveLength(2)
  asked[1]?.resolve('accounts')
  expect(await second).toBe('accounts')
})
