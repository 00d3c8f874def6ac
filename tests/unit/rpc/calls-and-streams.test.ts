import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HostError } from '../../../src/host/host-error.ts'
import { serveWindow } from '../../../src/host/rpc/serve-window.ts'
import type { Services } from '../../../src/host/service-types.ts'
import type { OrdersSnapshot } from '../../../src/shared/contract/order-views.ts'
import { CHUNK_BYTES, CHUNK_CREDIT, type HostFrame, type WindowFrame } from '../../../src/shared/rpc/frames.ts'
import { createWindowClient } from '../../../src/shared/rpc/window-client.ts'
import { createOrderFeed, head, order, scriptedServices } from './scripted-services.ts'
import { type ConnectedPair, transports } from './transports.ts'

const info = { version: '1', startedAt: 0 } as const

describe.each(transports)('RPC calls and streams over the transport $name', ({ connect }) => {
  let pair: ConnectedPair
  let faults: string[]

  beforeEach(async () => {
    pair = await connect()
    faults = []
  })
  afterEach(() => pair.close())

  const start = (services: Partial<Services>, limits = {}) => {
    serveWindow(pair.host, { services: scriptedServices(services), onFault: (name) => faults.push(name), limits })
    return createWindowClient(pair.window)
  }

  test('resolves a call with its output', async () => {
    const client = start({ 'app.info': async () => info })
    expect(await client.call('app.info', {})).toEqual(info)
  })

  test('matches overlapping calls to their results', async () => {
    const client = start({
      'contracts.quote': async ({ conid }) => {
        if (conid === 1) await nextTurn()
        return { conid, at: 0 }
      },
    })
    const results = await Promise.all([
      client.call('contracts.quote', { conid: 1 }),
      client.call('contracts.quote', { conid: 2 }),
    ])
    expect(results.map(({ conid }) => conid)).toEqual([1, 2])
  })

  test.each([
    ['as a value', { accountId: '\ud800', orderId: '1' }],
    ['inside a string', { accountId: 'a\udfffb', orderId: '1' }],
  ])('rejects an unpaired surrogate as input: %s', async (_where, input) => {
    const client = start({})
    await expect(client.call('orders.cancel', { ...input, profileId: 'one' })).rejects.toMatchObject({
      code: 'invalid-input',
    })
    expect(faults).toEqual([])
  })

  test('rejects an unpaired surrogate in a file name, and accepts a surrogate pair', async () => {
    const client = start({ 'files.save': async ({ suggestedName }) => ({ name: suggestedName, size: 0 }) })
    const save = (suggestedName: string) =>
      client.call('files.save', { suggestedName, content: { kind: 'text', text: '' } })
    await expect(save('\ud83d')).rejects.toMatchObject({ code: 'invalid-input' })
    expect(await save('\ud83d\ude00')).toMatchObject({ name: '\ud83d\ude00' })
  })

  test('keeps code, message and details of an expected error', async () => {
    const client = start({
      'session.connect': async () => {
        throw new HostError('not-connected', 'Connect first.', { detail: { a: 1 } })
      },
    })
    await expect(client.call('session.connect', {})).rejects.toMatchObject({
      code: 'not-connected',
      message: 'Connect first.',
      detail: { a: 1 },
      retryable: true,
    })
    expect(faults).toEqual([])
  })

  test('hides the details of an internal error from the window', async () => {
    const client = start({
      'session.connect': async () => {
        throw new TypeError('the secret is hunter2')
      },
    })
    const failure = await client.call('session.connect', {}).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'internal', retryable: false })
    expect(String(failure)).not.toContain('hunter2')
    expect(faults).toEqual(['session.connect'])
  })

  test('rejects invalid input with a message per field, before the handler runs', async () => {
    let calls = 0
    const client = start({
      'contracts.quote': async () => {
        calls += 1
        return { conid: 0, at: 0 }
      },
    })
    const wrong = { conid: 'AAPL', more: true } as unknown as { conid: number }
    const failure = await client.call('contracts.quote', wrong).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'invalid-input', detail: [{ path: 'conid' }, { path: '' }] })
    expect(calls).toBe(0)
  })

  test.each(['no.such.call', 'constructor', '__proto__', 'session.feed'])(
    'rejects a call of %s and keeps the connection',
    async (name) => {
      const client = start({ 'app.info': async () => info })
      await expect(client.call(name as 'app.info', {})).rejects.toMatchObject({ code: 'unknown-call' })
      expect(await client.call('app.info', {})).toEqual(info)
    },
  )

  test('rejects a cancelled call immediately and aborts its handler', async () => {
    let aborted = false
    const client = start({
      'session.takeOver': (_input, { signal }) =>
        new Promise<void>(() => {
          signal.addEventListener('abort', () => {
            aborted = true
          })
        }),
    })
    const controller = new AbortController()
    const call = client.call('session.takeOver', {}, controller.signal)
    await nextTurn()
    controller.abort()
    await expect(call).rejects.toMatchObject({ code: 'cancelled' })
    await expect.poll(() => aborted).toBe(true)
  })

  test('aborts the calls whose handlers are replaced, with the reason, and returns their result', async () => {
    const signals: AbortSignal[] = []
    const untilAborted = (signal: AbortSignal): Promise<never> => {
      signals.push(signal)
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    }
    let finish = (): void => undefined
    const services = scriptedServices({
      'session.takeOver': (_input, { signal }) => untilAborted(signal),
      'app.info': (_input, { signal }) =>
        Promise.race([untilAborted(signal), new Promise<typeof info>((resolve) => (finish = () => resolve(info)))]),
    })
    serveWindow(pair.host, { services, onFault: (name) => faults.push(name) })
    const client = createWindowClient(pair.window)
    const other = client.call('app.info', {})
    const replaced = expect(client.call('session.takeOver', {})).rejects.toMatchObject({ code: 'other-profile' })
    await expect.poll(() => signals.length).toBe(2)
    services.replace({ 'session.takeOver': async () => undefined })
    await replaced
    finish()
    expect(await other).toEqual(info)
  })

  test('transfers a body of any size unchanged', async () => {
    for (const size of [0, 1, CHUNK_BYTES, CHUNK_BYTES * 20 + 7]) {
      const body = new Uint8Array(size).map((_, index) => (index * 31 + (index >> 8)) % 251)
      const local = await connect()
      serveWindow(local.host, {
        services: scriptedServices({ 'requests.send': async () => ({ output: head(size), body }) }),
        onFault: () => undefined,
      })
      const client = createWindowClient(local.window)
      const result = await client.callBytes('requests.send', { method: 'GET', path: 'x', query: [] })
      expect(result.output).toEqual(head(size))
      expect(Buffer.compare(Buffer.from(result.body), Buffer.from(body))).toBe(0)
      await local.close()
    }
  })

  test('starts a stream with a snapshot, and sends a slow window only the newest item of each key, with a count', async () => {
    const source = createOrderFeed()
    source.set(order('1', 0))
    const client = start({ 'orders.feed': () => source.feed }, { frameMs: 0 })
    const snapshots: OrdersSnapshot[] = []
    const view = new Map<string, number>()
    let merged = 0
    const close = client.open(
      'orders.feed',
      {},
      {
        snapshot: (snapshot) => {
          for (const { orderId, filled = 0 } of snapshot.orders) view.set(orderId, filled)
          snapshots.push(snapshot)
        },
        items: (batch, dropped) => {
          merged += dropped
          for (const item of batch) if (item.kind === 'order') view.set(item.order.orderId, item.order.filled ?? 0)
        },
        closed: () => undefined,
      },
    )
    await expect.poll(() => snapshots[0]?.orders.map(({ orderId }) => orderId)).toEqual(['1'])
    for (let filled = 1; filled <= 500; filled += 1) {
      source.set(order('1', filled))
      source.set(order('2', filled))
    }
    await expect.poll(() => [view.get('1'), view.get('2')]).toEqual([500, 500])
    expect(merged).toBeGreaterThan(900)
    close()
    close()
  })

  test('aborts the calls and ends the streams of a closed window', async () => {
    const source = createOrderFeed()
    let subscribers = 0
    const counted = {
      ...source.feed,
      subscribe(listener: Parameters<typeof source.feed.subscribe>[0]) {
        subscribers += 1
        const release = source.feed.subscribe(listener)
        return () => {
          subscribers -= 1
          release()
        }
      },
    }
    let aborted = false
    const client = start({
      'orders.feed': () => counted,
      'session.connect': (_input, { signal }) =>
        new Promise<void>(() => {
          signal.addEventListener('abort', () => {
            aborted = true
          })
        }),
    })
    client.open('orders.feed', {}, { snapshot: () => undefined, items: () => undefined, closed: () => undefined })
    const call = client.call('session.connect', {})
    await expect.poll(() => subscribers).toBe(1)
    pair.window.close()
    await expect(call).rejects.toMatchObject({ code: 'disconnected' })
    await expect.poll(() => [subscribers, aborted]).toEqual([0, true])
  })

  test('never exceeds the credit of the window, and limits the total size of waiting bodies', async () => {
    const body = new Uint8Array(CHUNK_BYTES * (CHUNK_CREDIT + 4))
    const frames: HostFrame[] = []
    serveWindow(pair.host, {
      services: scriptedServices({ 'requests.send': async () => ({ output: head(body.byteLength), body }) }),
      onFault: () => undefined,
      limits: { calls: 2, bodyBytes: body.byteLength + CHUNK_BYTES },
    })
    pair.window.onMessage((frame) => frames.push(frame))
    const send = (id: number): void =>
      pair.window.send({ t: 'call', id, name: 'requests.send', input: { method: 'GET', path: 'x', query: [] } })
    const chunks = (): number => frames.filter((frame) => frame.t === 'bytes').length
    send(1)
    await expect.poll(chunks).toBe(CHUNK_CREDIT)
    send(2)
    await expect
      .poll(() => frames.find((frame) => frame.t === 'error'))
      .toMatchObject({ id: 2, error: { code: 'limit' } })
    expect(chunks()).toBe(CHUNK_CREDIT)
    pair.window.send({ t: 'credit', id: 1, credit: 4 })
    await expect.poll(chunks).toBe(CHUNK_CREDIT + 4)
  })

  test("sends a body while it arrives, and the call's output afterwards", async () => {
    const half = CHUNK_BYTES * 3 + 5
    const body = new Uint8Array(half * 2).map((_, index) => index % 251)
    let resume: () => void = () => undefined
    const rest = new Promise<void>((resolve) => {
      resume = resolve
    })
    const client = start({
      'requests.send': async (_input, { body: window }) => {
        window.length = body.byteLength
        for (let at = 0; at < half; at += 997) await window.write(body.subarray(at, Math.min(half, at + 997)))
        await rest
        await window.write(body.subarray(half))
        return { output: head(body.byteLength), body: [] }
      },
    })
    const got: Uint8Array[] = []
    const events: unknown[] = []
    const length = (): number => got.reduce((sum, { byteLength }) => sum + byteLength, 0)
    const sink = {
      begin: (expected: number | undefined) => events.push(expected),
      take: (data: Uint8Array) => got.push(data),
      end: () => events.push('end'),
    }
    const call = client.callBytes('requests.send', { method: 'GET', path: 'x', query: [] }, undefined, sink)
    await expect.poll(length).toBe(CHUNK_BYTES * 3)
    expect(events).toEqual([body.byteLength])
    resume()
    expect((await call).output).toEqual(head(body.byteLength))
    expect(events).toEqual([body.byteLength, 'end'])
    expect(Buffer.compare(Buffer.concat(got), Buffer.from(body))).toBe(0)
  })

  test('blocks the writer while the window does not read, until the window closes', async () => {
    const chunk = new Uint8Array(CHUNK_BYTES)
    let written = 0
    let ended = false
    serveWindow(pair.host, {
      services: scriptedServices({
        'requests.send': async (_input, { signal, body }) => {
          while (!signal.aborted) {
            await body.write(chunk)
            written += 1
          }
          ended = true
          return { output: head(0), body: [] }
        },
      }),
      onFault: (name) => faults.push(name),
    })
    const frames: HostFrame[] = []
    pair.window.onMessage((frame) => frames.push(frame))
    pair.window.send({
      t: 'call',
      id: 1,
      name: 'requests.send',
      input: { method: 'GET', path: 'x', query: [] },
    })
    await expect.poll(() => written).toBe(CHUNK_CREDIT)
    for (let turn = 0; turn < 20; turn += 1) await nextTurn()
    expect([written, frames.filter(({ t }) => t === 'bytes').length]).toEqual([CHUNK_CREDIT, CHUNK_CREDIT])
    pair.window.close()
    await expect.poll(() => ended).toBe(true)
    expect(faults).toEqual([])
  })

  test('rejects if a body is cut off, and never completes it', async () => {
    const client = start({
      'requests.send': async (_input, { body }) => {
        await body.write(new Uint8Array(CHUNK_BYTES * 2))
        throw new HostError('upstream', 'The connection was lost.')
      },
    })
    const events: unknown[] = []
    const sink = {
      begin: (expected: number | undefined) => events.push(expected),
      take: ({ byteLength }: Uint8Array) => events.push(byteLength),
      end: () => events.push('end'),
    }
    const call = client.callBytes('requests.send', { method: 'GET', path: 'x', query: [] }, undefined, sink)
    await expect(call).rejects.toMatchObject({ code: 'upstream' })
    expect(events).toEqual([undefined, CHUNK_BYTES, CHUNK_BYTES])
  })

  test('rejects concurrent calls above the limit', async () => {
    const client = start({ 'session.connect': () => new Promise<void>(() => undefined) }, { calls: 3 })
    for (let count = 0; count < 3; count += 1) client.call('session.connect', {}).catch(() => undefined)
    await expect(client.call('session.connect', {})).rejects.toMatchObject({ code: 'limit' })
  })

  test('counts a cancelled call towards the limit until its handler settles', async () => {
    const settle: (() => void)[] = []
    const connect = () => new Promise<null>((resolve) => settle.push(() => resolve(null)))
    const client = start({ 'session.connect': connect, 'app.info': async () => info }, { calls: 3 })
    for (let count = 0; count < 3; count += 1) {
      const controller = new AbortController()
      client.call('session.connect', {}, controller.signal).catch(() => undefined)
      await expect.poll(() => settle.length).toBe(count + 1)
      controller.abort()
    }
    await expect(client.call('app.info', {})).rejects.toMatchObject({ code: 'limit' })
    settle[0]?.()
    await expect.poll(() => client.call('app.info', {}).catch(() => undefined)).toEqual(info)
  })

  test('rejects too many streams and ignores a reused id', async () => {
    const source = createOrderFeed()
    const client = start({ 'orders.feed': () => source.feed, 'app.info': async () => info }, { streams: 2 })
    const refusals: unknown[] = []
    const handlers = {
      snapshot: () => undefined,
      items: () => undefined,
      closed: (error: unknown) => refusals.push(error),
    }
    for (let count = 0; count < 3; count += 1) client.open('orders.feed', {}, handlers)
    await expect.poll(() => refusals).toMatchObject([{ code: 'limit' }])
    const reused: WindowFrame = { t: 'open', id: 1, name: 'orders.feed', params: {}, credit: 1 }
    pair.window.send(reused)
    expect(await client.call('app.info', {})).toEqual(info)
  })
})
