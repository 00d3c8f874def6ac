import { describe, expect, it } from 'vitest'
import { IbkrClient, modifyOrder, placeOrders } from '../../../src/client/index.ts'

const numbers = [
  'timeout',
  'connectTimeout',
  'maxConnections',
  'maxBodyBytes',
  'maxFrameBytes',
  'maxQueuedFrames',
  'socketSilenceTimeout',
]

describe('wrong values', () => {
  it.each<[string, unknown]>([
    ...numbers.flatMap((name) =>
      [0, -1, Number.NaN, Number.POSITIVE_INFINITY, '5'].map((v): [string, unknown] => [name, v]),
    ),
    ['maxSocketAttempts', -1],
    ['queryPractice', 'x'],
    ['sessionCookie', 'x'],
    ['pacing', 'yes'],
    ['signal', {}],
    ['signal', new AbortController()],
    ['logger', null],
    ['logger', { debug: () => undefined }],
  ])('the client refuses %s: %s', (name, value) => {
    const options: object = { [name]: value }
    expect(() => new IbkrClient('localhost:5000', options)).toThrowError(
      expect.objectContaining({ code: 'config-invalid', message: expect.stringContaining(name) }),
    )
  })

  it.each([
    ['heartbeatTimeout', 0],
    ['heartbeatTimeout', '1'],
    ['tickleEvery', 0],
    ['tickleEvery', Number.NaN],
    ['socket', 'no'],
    ['timelineLimit', -1],
    ['signal', 1],
  ])('connect() refuses %s: %s', async (name, value) => {
    const client = new IbkrClient('localhost:5000')
    const options: object = { [name]: value }
    expect(() => client.connect(options)).toThrowError(
      expect.objectContaining({ code: 'config-invalid', message: expect.stringContaining(name) }),
    )
    await client.close()
  })

  it.each<[string, unknown]>([
    ['path', undefined],
    ['path', 5],
    ['timeout', -1],
    ['signal', {}],
    ['priority', 'urgent'],
  ])('a request refuses %s: %s', async (name, value) => {
    const client = new IbkrClient('localhost:5000')
    const input: object = { path: 'tickle', [name]: value }
    await expect(Reflect.apply(client.request, client, [input])).rejects.toEqual(
      expect.objectContaining({ code: 'config-invalid', message: expect.stringContaining(name) }),
    )
    await client.close()
  })

  it('lets unknown names and undefined be', async () => {
    const options: object = { timeout: undefined, somethingElse: 1 }
    await new IbkrClient('localhost:5000', options).close()
  })

  it.each([undefined, null, 5, '', ' '])('no order is sent for the account or order %s', async (id) => {
    let sent = 0
    const sender = { request: async () => (sent += 1) }
    const wrong = expect.objectContaining({ code: 'config-invalid' })
    await expect(Reflect.apply(placeOrders, undefined, [sender, id, [{}]])).rejects.toEqual(wrong)
    if (id !== 5) await expect(Reflect.apply(modifyOrder, undefined, [sender, 'U1', id, {}])).rejects.toEqual(wrong)
    await expect(Reflect.apply(placeOrders, undefined, [sender, 'U1', [{}], 'yes'])).rejects.toEqual(wrong)
    expect(sent).toBe(0)
  })

  it('a closed client says that it is closed', async () => {
    const client = new IbkrClient('localhost:5000')
    await client.close()
    const closed = expect.objectContaining({ code: 'client-closed' })
    await expect(client.init()).rejects.toEqual(closed)
    expect(() => client.connect()).toThrowError(closed)
    expect(() => client.socket()).toThrowError(closed)
  })
})
