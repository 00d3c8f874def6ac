import { expect, it } from 'vitest'
import { LoginRetry } from '../../../src/client/rest/login-retry.ts'
import type { RequestInput } from '../../../src/client/rest/request-input.ts'
import type { RawOrStreamedResponse } from '../../../src/client/rest/send-http-request.ts'

/** Sends requests whose responses have the given statuses, and counts what it takes. */
function sender() {
  const retry = new LoginRetry()
  const count = { sent: 0, logins: 0 }
  const send = async (
    input: RequestInput,
    statuses: readonly number[],
    { safe, isNewer = true }: { readonly safe?: boolean; readonly isNewer?: boolean } = {},
  ): Promise<number> => {
    const left = [...statuses]
    const once = async (): Promise<RawOrStreamedResponse> => {
      count.sent += 1
      return { status: left.shift() ?? expect.unreachable('sent once more'), body: new Uint8Array() } as never
    }
    const renewLogin = async (): Promise<boolean> => {
      count.logins += 1
      return isNewer
    }
    return (await retry.send(input, safe, once, { renewLogin })).status
  }
  return { send, count }
}

it('repeats a read once after a new login, and no write', async () => {
  const { send, count } = sender()
  expect(await send({ path: 'a' }, [401, 200])).toBe(200)
  expect(await send({ path: 'a', method: 'head' }, [401, 200])).toBe(200)
  expect(await send({ path: 'a', method: 'POST' }, [401])).toBe(401)
  expect(await send({ path: 'b', method: 'POST' }, [401, 200], { safe: true })).toBe(200)
  expect(await send({ path: 'c' }, [401], { safe: false })).toBe(401)
  expect(await send({ path: 'd' }, [401], { isNewer: false })).toBe(401)
  expect(count.logins).toBe(6)
})

it('starts no further login for an endpoint that refuses any login, until it accepts one', async () => {
  const { send, count } = sender()
  expect(await send({ path: 'a' }, [401, 401])).toBe(401)
  expect(await send({ path: '/v1/api/a?x=1' }, [401])).toBe(401)
  expect(count.logins).toBe(1)
  // Another method is another endpoint.
  await send({ path: 'a', method: 'POST' }, [401])
  expect(count.logins).toBe(2)
  expect(await send({ path: 'a' }, [200])).toBe(200)
  expect(await send({ path: 'a' }, [401, 200])).toBe(200)
  expect(count.logins).toBe(3)
})

it('remembers 200 endpoints that refuse any login, and forgets the oldest first', async () => {
  const { send, count } = sender()
  for (let index = 0; index < 201; index += 1) await send({ path: `p${index}` }, [401, 401])
  count.logins = 0
  for (const path of ['p1', 'p200']) await send({ path }, [401])
  expect(count.logins).toBe(0)
  await send({ path: 'p0' }, [401, 200])
  expect(count.logins).toBe(1)
})

it('queries the accounts when IBKR requires it, and then repeats only a read', async () => {
  const retry = new LoginRetry()
  const refusal = { status: 400, body: Buffer.from('{"error":"Please query /accounts first"}') } as never
  const actions: string[] = []
  const send = (method: string) => {
    let isQueried = false
    const once = async (): Promise<RawOrStreamedResponse> => {
      actions.push('send')
      return isQueried ? ({ status: 200, body: new Uint8Array() } as never) : refusal
    }
    return retry.send({ path: 'iserver/x', method }, undefined, once, {
      renewLogin: () => expect.unreachable('logged in'),
      queryAccounts: async () => {
        actions.push('query')
        isQueried = true
      },
    })
  }
  expect((await send('GET')).status).toBe(200)
  expect((await send('POST')).status).toBe(400)
  expect(actions).toEqual(['send', 'query', 'send', 'send', 'query'])
})
