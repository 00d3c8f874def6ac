import { describe, expect, it } from 'vitest'
import { answerQuestions, IbkrClient, modifyOrder, sendOrders } from '../../../src/client/index.ts'

const numbers = [
  'timeout',
  'connectTimeout',
  'maxConnections',
  'maxBodyBytes',
  'maxFrameBytes',
  'maxQueuedFrames',
  'socketSilenceTimeout',
]

describe('option checks', () => {
  it.each<[string, unknown]>([
    ...numbers.flatMap((name) =>
      [0, -1, Number.NaN, Number.POSITIVE_INFINITY, '5'].map((v): [string, unknown] => [name, v]),
    ),
    ['maxSocketAttempts', -1],
    ['querySigningMode', 'x'],
    ['sessionCookie', 'x'],
    ['pacing', 'yes'],
    ['signal', {}],
    ['signal', new AbortController()],
    ['logger', null],
    ['logger', { debug: () => undefined }],
    ['maxConnections', 1.5],
    ['baseUrl', 5],
    ['userAgent', ''],
    ['userAgent', 'a\r\nb: c'],
    ['userAgent', 5],
    ['keyPassphrase', 5],
    ['keyPassphrase', { signature: 5 }],
    ['pinnedCertificateSha256', null],
    ['pinnedCertificateSha256', Buffer.alloc(32)],
    ['onFirstCertificate', 'yes'],
    ['certificateAuthorities', 5],
    ['certificateAuthorities', [5]],
    ['certificateAuthorities', null],
    ['certificateAuthorities', 'company.pem'],
    ['proxy', true],
    ['proxy', null],
    ['proxy', 'socks5://localhost'],
    ['dangerouslyAcceptAnyCertificate', 'false'],
    ['dangerouslyAcceptAnyCertificate', 1],
    ['dispatcher', {}],
    ['dispatcher', null],
    ['clock', Date],
    ['random', Math],
  ])('the client constructor rejects the option %s = %s', (name, value) => {
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
    ['signal', null],
    ['socket', null],
  ])('connect() rejects the option %s = %s', async (name, value) => {
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
    ['raw', 'yes'],
    ['strict', 1],
    ['jwt', null],
  ])('a request rejects the option %s = %s', async (name, value) => {
    const client = new IbkrClient('localhost:5000')
    const input: object = { path: 'tickle', [name]: value }
    await expect(Reflect.apply(client.request, client, [input])).rejects.toEqual(
      expect.objectContaining({ code: 'config-invalid', message: expect.stringContaining(name) }),
    )
    await client.close()
  })

  it.each([null, 5, 'x', () => ({})])('rejects options that are not an object: %s', async (options) => {
    const invalid = expect.objectContaining({ code: 'config-invalid', message: expect.stringContaining('object') })
    expect(() => Reflect.construct(IbkrClient, ['localhost:5000', options])).toThrowError(invalid)
    const client = new IbkrClient('localhost:5000')
    expect(() => Reflect.apply(client.connect, client, [options])).toThrowError(invalid)
    for (const call of [client.request, client.stream])
      await expect(Reflect.apply(call, client, [options])).rejects.toEqual(invalid)
    await client.close()
  })

  it('accepts undefined for every option, and null as the default for numbers, strings, clock and random', async () => {
    const names = [...numbers, 'baseUrl', 'userAgent', 'keyPassphrase', 'clock', 'random']
    for (const value of [undefined, null]) {
      const options: object = Object.fromEntries(names.map((name) => [name, value]))
      await new IbkrClient('localhost:5000', options).close()
    }
  })

  it.each([
    ['timeOut', 'timeout'],
    ['timout', 'timeout'],
    ['tiemout', 'timeout'],
    ['timeoutMs', 'timeout'],
    ['baseURL', 'baseUrl'],
    ['pinnedCertificate', 'pinnedCertificateSha256'],
    ['keyPassPhrase', 'keyPassphrase'],
  ])('the client constructor rejects a misspelled option: %s', (name, meant) => {
    const options: object = { [name]: 1 }
    expect(() => new IbkrClient('localhost:5000', options)).toThrowError(
      expect.objectContaining({ code: 'config-invalid', message: expect.stringContaining(`did you mean ${meant}?`) }),
    )
  })

  it.each([
    ['tickleevery', 'tickleEvery'],
    ['heartbeat', 'heartbeatTimeout'],
    ['sockets', 'socket'],
  ])('connect() rejects a misspelled option: %s', async (name, meant) => {
    const client = new IbkrClient('localhost:5000')
    const options: object = { [name]: 1 }
    expect(() => client.connect(options)).toThrowError(`did you mean ${meant}?`)
    await client.close()
  })

  it.each([
    ['maxreplies', 'did you mean maxReplies?'],
    ['accountId', 'it takes maxReplies, signal'],
  ])('the order functions reject the option %s before anything is sent', async (name, message) => {
    let sent = 0
    const sender = { request: async () => (sent += 1) }
    const [policy, options, wrong] = [() => 'leave', { [name]: 1 }, expect.stringContaining(message)]
    for (const call of [
      Reflect.apply(sendOrders, undefined, [sender, 'U1', [{}], policy, options]),
      Reflect.apply(modifyOrder, undefined, [sender, 'U1', '1', {}, policy, options]),
      Reflect.apply(answerQuestions, undefined, [sender, {}, policy, options]),
    ])
      await expect(call).rejects.toMatchObject({ code: 'config-invalid', message: wrong })
    expect(sent).toBe(0)
  })

  it('ignores unknown options, and logs a warning that does not quote the value', async () => {
    const warnings: string[] = []
    const logger = { debug: () => undefined, warn: (text: string) => warnings.push(text) }
    const options: object = { logger, somethingElse: 'secret' }
    const client = new IbkrClient('localhost:1', options)
    const connect: object = { logger, timeout: 5 }
    await client.connect(connect).close()
    await client.close()
    expect(warnings).toEqual([
      expect.stringContaining('Unknown option "somethingElse" of the client'),
      expect.stringContaining('Unknown option "logger" of connect()'),
      expect.stringContaining('Unknown option "timeout" of connect()'),
    ])
    expect(warnings.join()).not.toContain('secret')
    await new IbkrClient('localhost:5000', { ...options, logger: undefined } as object).close()
  })

  it.each([[{ safe: 'no' }], [{ explicit: 1 }], [null], [5]])(
    'session.request and session.stream reject %j as the second argument',
    async (options) => {
      const client = new IbkrClient('localhost:1')
      const session = client.connect({ socket: false })
      for (const call of [session.request, session.stream])
        await expect(Reflect.apply(call, session, [{ path: 'x' }, options])).rejects.toEqual(
          expect.objectContaining({ code: 'config-invalid' }),
        )
      await client.close()
    },
  )

  it.each([undefined, null, 5, '', ' '])(
    'rejects an invalid account or order id before it sends an order: %s',
    async (id) => {
      let sent = 0
      const sender = { request: async () => (sent += 1) }
      const wrong = expect.objectContaining({ code: 'config-invalid' })
      await expect(Reflect.apply(sendOrders, undefined, [sender, id, [{}]])).rejects.toEqual(wrong)
      if (id !== 5) await expect(Reflect.apply(modifyOrder, undefined, [sender, 'U1', id, {}])).rejects.toEqual(wrong)
      await expect(Reflect.apply(sendOrders, undefined, [sender, 'U1', [{}], 'yes'])).rejects.toEqual(wrong)
      expect(sent).toBe(0)
    },
  )

  it('rejects an invalid order, sender or policy before it sends an order', async () => {
    let sent = 0
    const sender = { request: async () => (sent += 1) }
    const policy = () => 'confirm'
    const refused = expect.objectContaining({ code: 'config-invalid', message: expect.stringMatching(/\w{3}.*\./) })
    for (const orders of [undefined, null, {}, [], [null], ['buy'], 'buy', 5])
      await expect(Reflect.apply(sendOrders, undefined, [sender, 'U1', orders])).rejects.toEqual(refused)
    for (const order of [undefined, null, [], 'buy', 5])
      await expect(Reflect.apply(modifyOrder, undefined, [sender, 'U1', '1', order])).rejects.toEqual(refused)
    for (const id of [1.5, Number.NaN, {}, Symbol('1'), '..'])
      await expect(Reflect.apply(modifyOrder, undefined, [sender, 'U1', id, {}])).rejects.toEqual(refused)
    for (const invalidSender of [undefined, null, {}, () => undefined]) {
      await expect(Reflect.apply(sendOrders, undefined, [invalidSender, 'U1', [{}]])).rejects.toEqual(refused)
      await expect(Reflect.apply(modifyOrder, undefined, [invalidSender, 'U1', '1', {}])).rejects.toEqual(refused)
    }
    for (const options of [null, 5, { maxReplies: 'ten' }, { maxReplies: Number.NaN }, { signal: {} }])
      await expect(Reflect.apply(sendOrders, undefined, [sender, 'U1', [{}], policy, options])).rejects.toEqual(refused)
    for (const first of [undefined, null, 'yes', []])
      await expect(Reflect.apply(answerQuestions, undefined, [sender, first, policy])).rejects.toEqual(refused)
    expect(sent).toBe(0)
  })

  it('rejects init(), connect() and socket() of a closed client with client-closed', async () => {
    const client = new IbkrClient('localhost:5000')
    await client.close()
    const closed = expect.objectContaining({ code: 'client-closed' })
    await expect(client.init()).rejects.toEqual(closed)
    expect(() => client.connect()).toThrowError(closed)
    expect(() => client.socket()).toThrowError(closed)
  })
})
