import { describe, expect, it, vi } from 'vitest'
import type { SocketFrame, SocketGap } from '../../../src/client/index.ts'
import type { ConnectionStep } from '../../../src/shared/domain/connection-step.ts'
import { systemClock } from '../../../src/simulator/clock.ts'
import { longTest } from '../../process/long-run-tests.ts'
import { requestBodies, supervise, waitForSocket, waitForState } from './simulator-fixture.ts'
import { skipUntil } from './skippable-clock.ts'

const polled = { timeout: 20_000, interval: 5 }

describe('socket of a supervised session', () => {
  it('reports each step of a connection, the reason why it ended, and the delay of the next retry', async () => {
    const { simulator, session } = await supervise()
    const steps: ConnectionStep[] = []
    session.onConnection((step) => steps.push(step))
    session.subscribe('spl+{}', 'upl+{}')
    await waitForSocket(session)
    expect(steps.map(({ kind }) => kind)).toEqual(['opening', 'opened', 'session-message', 'subscribed'])
    expect(steps.at(-1)).toMatchObject({ topics: 1 })
    steps.length = 0
    simulator.controls.dropSockets()
    await expect.poll(() => steps.at(-1)?.kind, polled).toBe('subscribed')
    expect(steps.map(({ kind }) => kind)).toEqual([
      'dropped',
      'retry',
      'opening',
      'opened',
      'session-message',
      'subscribed',
    ])
    expect(steps[0]).toMatchObject({ code: 1006, reason: 'the server closed it (code 1006).' })
    expect(steps[1]).toMatchObject({ inMs: expect.any(Number) })
    await session.close()
    expect(steps.at(-1)?.kind).toBe('closed')
  })

  it('reports that the connection is silent before it drops the connection, and reports when the silence ends', async () => {
    const { simulator, session, clock } = await supervise({ mode: 'gateway', clock: systemClock })
    await waitForSocket(session)
    const steps: ConnectionStep[] = []
    session.onConnection((step) => steps.push(step))
    clock.skip(17_000)
    expect(steps).toEqual([])
    const since = clock.now() - 17_000
    clock.skip(1_000)
    await expect.poll(() => steps.map(({ kind }) => kind), polled).toEqual(['silent'])
    expect(steps[0]).toMatchObject({ since: expect.any(Number) })
    expect(Math.abs((steps[0] as { since: number }).since - since)).toBeLessThan(1_000)
    session.sendFrame('tic')
    await expect.poll(() => steps.map(({ kind }) => kind), polled).toEqual(['silent', 'resumed'])
    clock.skip(36_000)
    await expect.poll(() => steps.map(({ kind }) => kind), polled).toContain('dropped')
    expect(simulator.record.frames({ direction: 'in', text: 'tic' })).toHaveLength(1)
  })

  it('opens the socket, waits for the session message, and emits raw and parsed frames', async () => {
    const { session } = await supervise()
    const states: string[] = []
    const frames: SocketFrame[] = []
    session.onSocketState((state) => states.push(state))
    session.onFrame((frame) => frames.push(frame))
    expect(() => session.sendFrame('tic')).toThrow(expect.objectContaining({ code: 'socket-not-connected' }))
    await waitForSocket(session)
    expect(states).toEqual(['connecting', 'awaiting-session', 'connected'])
    const system = frames.find(({ text }) => text.includes('"system"'))
    expect(system?.value).toEqual(JSON.parse(system?.text ?? ''))
    session.sendFrame('tic')
    await expect.poll(() => frames.some(({ text }) => text.includes('"alive"')), polled).toBe(true)
  })

  it('reads binary frames', async () => {
    const { session } = await supervise({ binaryFrames: true })
    const frames: SocketFrame[] = []
    session.onFrame((frame) => frames.push(frame))
    await waitForSocket(session)
    expect(frames[0]).toMatchObject({ binary: true, value: expect.objectContaining({ topic: expect.any(String) }) })
  })

  it('sends a subscription once for all subscribers after the session message, and ends it with the last subscriber', async () => {
    const { simulator, session } = await supervise()
    const first = session.subscribe('spl+{}', 'upl+{}')
    const second = session.subscribe('spl+{}', 'upl+{}')
    await waitForSocket(session)
    const sent = () => simulator.record.frames({ direction: 'in' }).map(({ text }) => text)
    await expect.poll(sent, polled).toEqual(['spl+{}'])
    const order = simulator.record.frames().map(({ direction, text }) => `${direction} ${text.slice(0, 18)}`)
    expect(order.findIndex((line) => line.startsWith('in spl'))).toBeGreaterThan(
      order.findIndex((line) => line.includes('{"topic":"sts"')),
    )
    first()
    first()
    second()
    await expect.poll(sent, polled).toEqual(['spl+{}', 'upl+{}'])
  })

  it('subscribes only after IBKR reports the session as authenticated', async () => {
    const { simulator, session, clock } = await supervise({ lateStatusMilliseconds: 5_000 })
    const states: string[] = []
    session.onSocketState((state) => states.push(state))
    session.subscribe('sor+{}', 'uor+{}')
    const statuses: string[] = []
    session.onFrame(({ text }) => text.includes('"authenticated":') && statuses.push(text))
    await expect.poll(() => statuses.length, polled).toBe(1)
    expect(statuses[0]).toContain('"authenticated":false')
    // Skips more than the maximum wait for a session message without a status.
    clock.skip(4_000)
    await waitForState(session, 'ready')
    expect(states).toEqual(['connecting', 'awaiting-session'])
    expect(simulator.record.frames({ direction: 'in' })).toEqual([])
    clock.skip(1_000)
    await waitForSocket(session)
    await expect.poll(() => simulator.record.frames({ direction: 'in', text: 'sor+{}' }).length, polled).toBe(1)
  })

  longTest(
    'resubscribes to everything after the brokerage session was lost and reopened on the same connection',
    async () => {
      const { simulator, session } = await supervise()
      session.subscribe('sor+{}', 'uor+{}')
      session.subscribe('spl+{}', 'upl+{}')
      await waitForSocket(session)
      const sent = () =>
        simulator.record.frames({ direction: 'in' }).map(({ text, connection }) => `${connection} ${text}`)
      const states: string[] = []
      const gaps: SocketGap[] = []
      session.onSocketState((state) => states.push(state))
      session.onGap((gap) => gaps.push(gap))
      const logins = requestBodies(simulator, 'iserver/auth/ssodh/init').length
      simulator.controls.endBrokerageSession()
      await expect.poll(() => gaps.length, polled).toBe(1)
      expect(states).toEqual(['awaiting-session', 'connected'])
      await expect.poll(sent, polled).toEqual(['1 sor+{}', '1 spl+{}', '1 sor+{}', '1 spl+{}'])
      expect(requestBodies(simulator, 'iserver/auth/ssodh/init')).toHaveLength(logins + 1)
      expect(session.state.kind).toBe('ready')
    },
  )

  it('resubscribes to everything after a login that keeps the session id', async () => {
    const { simulator, session, clock } = await supervise()
    session.subscribe('sor+{}', 'uor+{}')
    await waitForSocket(session)
    const id = requestBodies(simulator, 'tickle').length
    simulator.controls.expireLiveSessionToken()
    await skipUntil(clock, session.request({ path: 'iserver/accounts' }))
    await expect.poll(() => simulator.record.frames({ direction: 'in', text: 'sor+{}' }).length, polled).toBe(2)
    expect(simulator.record.frames({ direction: 'in', connection: 1 })).toHaveLength(2)
    expect(requestBodies(simulator, 'tickle').length).toBeGreaterThan(id)
  })

  longTest('resubscribes to live history in one slot after the brokerage session was lost', async () => {
    const { simulator, session } = await supervise()
    await waitForSocket(session)
    const values: number[] = []
    session.streams
      .history(265598, { period: '1h', bar: '1min' }, { live: true })
      .subscribe(({ bars }) => values.push(bars.length))
    await expect.poll(() => values.length, polled).toBe(1)
    simulator.controls.expireLiveSessionToken()
    await session.request({ path: 'iserver/accounts' })
    const sent = () => simulator.record.frames({ direction: 'in' }).map(({ text }) => text.slice(0, 5))
    await expect.poll(sent, polled).toEqual(['smh+2', 'umh+1', 'smh+2'])
  })

  it('reopens the socket if IBKR does not confirm the status of a healthy session again', async () => {
    const { simulator, session, clock } = await supervise({ mode: 'gateway' })
    session.subscribe('spl+{}', 'upl+{}')
    await waitForSocket(session)
    // The fault drops the second status frame, which ends the competing state.
    const fault = simulator.controls.faults.add('drop@ws:sts,after=1,times=1')
    const steps: ConnectionStep[] = []
    session.onConnection((step) => steps.push(step))
    simulator.controls.setContested(true)
    simulator.controls.setContested(false)
    await expect.poll(() => session.socketState, polled).toBe('awaiting-session')
    fault.remove()
    for (let second = 0; second < 70; second += 5) {
      clock.skip(5_000)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await expect.poll(() => steps.at(-1)?.kind, polled).toBe('subscribed')
    expect(steps[0]).toMatchObject({ kind: 'dropped', reason: 'IBKR did not report the session again.' })
    expect(session.state.kind).toBe('ready')
  })

  it('reconnects after a lost connection, resubscribes, and reports the gap', async () => {
    const { simulator, session } = await supervise()
    await waitForSocket(session)
    session.subscribe('spl+{}', 'upl+{}')
    const sent = () => simulator.record.frames({ direction: 'in', text: 'spl+{}' })
    await expect.poll(() => sent().length, polled).toBe(1)
    const gaps: SocketGap[] = []
    session.onGap((gap) => gaps.push(gap))
    simulator.controls.dropSockets()
    await expect.poll(() => gaps.length, polled).toBe(1)
    expect(session.socketState).toBe('connected')
    await expect.poll(() => sent().map(({ connection }) => connection), polled).toEqual([1, 2])
    expect(gaps[0]?.from).toBeLessThanOrEqual(gaps[0]?.to ?? 0)
    expect(session.state.kind).toBe('ready')
  })

  it('queries the accounts between session message and subscriptions of each later connection', async () => {
    const { simulator, session } = await supervise()
    session.subscribe('spl+{}', 'upl+{}')
    await waitForSocket(session)
    const before = requestBodies(simulator, 'iserver/accounts').length
    simulator.controls.dropSockets()
    const again = await simulator.record.nextFrame({ direction: 'in', text: 'spl+{}', connection: 2 })
    const [query] = simulator.record.requests({ path: '/v1/api/iserver/accounts' }).slice(before)
    expect(query?.at).toBeLessThanOrEqual(again.at)
    expect(requestBodies(simulator, 'iserver/accounts')).toHaveLength(before + 1)
  })

  it('subscribes after two seconds if the account query gets no response', async () => {
    const { simulator, session, clock } = await supervise()
    session.subscribe('spl+{}', 'upl+{}')
    await waitForSocket(session)
    const subscribed = () => simulator.record.frames({ direction: 'in', text: 'spl+{}' }).length
    await expect.poll(subscribed, polled).toBe(1)
    const fault = simulator.controls.faults.add('silence@/iserver/accounts,times=1')
    simulator.controls.dropSockets()
    await expect.poll(() => fault.struck(), polled).toBe(1)
    expect(session.socketState).toBe('awaiting-session')
    clock.skip(2_000)
    await waitForSocket(session)
    await expect.poll(subscribed, polled).toBe(2)
  })

  it.each([
    { path: 'iserver/marketdata/unsubscribe', method: 'POST', data: { conid: 265598 } },
    { path: 'iserver/marketdata/unsubscribeall' },
  ])("resubscribes to market data after $path, which ends the socket's stream", async (input) => {
    const { simulator, session } = await supervise()
    await session.request({ path: 'iserver/accounts' }).catch(() => undefined)
    await waitForSocket(session)
    const text = 'smd+265598+{"fields":["31"]}'
    session.subscribe(text, 'umd+265598+{}')
    session.subscribe('spl+{}', 'upl+{}')
    const prices: unknown[] = []
    session.onFrame(({ value }) => prices.push((value as { readonly 31?: unknown } | undefined)?.[31]))
    await session.request({ path: 'iserver/marketdata/snapshot', params: { conids: 265598, fields: '31' } })
    await session.request(input)
    const sent = (wanted: string) => simulator.record.frames({ direction: 'in', text: wanted }).length
    await expect.poll(() => sent(text), polled).toBe(2)
    expect(sent('spl+{}')).toBe(1)
    simulator.controls.setPrice('AAPL', 432)
    await expect.poll(() => prices.some((price) => String(price).startsWith('432')), polled).toBe(true)
  })

  it('retries a subscription to market data that IBKR refuses because the accounts were not queried', async () => {
    const { simulator, session } = await supervise()
    await waitForSocket(session)
    simulator.controls.forgetAccounts()
    const text = 'smd+265598+{"fields":["31"]}'
    session.subscribe(text, 'umd+265598+{}')
    const quotes: SocketFrame[] = []
    session.onFrame((frame) => frame.text.includes('"smd+265598"') && quotes.push(frame))
    await expect.poll(() => simulator.record.frames({ text: /No accounts/ }).length, polled).toBe(1)
    await expect.poll(() => quotes.length, polled).toBeGreaterThan(0)
    expect(simulator.record.frames({ direction: 'in', text }).length).toBeGreaterThan(1)
  })

  it('continues after a frame listener throws: other listeners still receive frames', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
    const { session } = await supervise()
    session.onFrame(() => {
      throw new Error('out of order')
    })
    const received: string[] = []
    session.onFrame(({ text }) => received.push(text))
    await waitForSocket(session)
    expect(received.length).toBeGreaterThan(1)
    expect(warn).toHaveBeenCalledTimes(1)
    warn.mockRestore()
  })

  it('stays connected and emits text after a frame with invalid UTF-8', async () => {
    const { simulator, session } = await supervise()
    await waitForSocket(session)
    simulator.controls.faults.add('non-utf8@ws:tic,times=1')
    const frames: SocketFrame[] = []
    session.onFrame((frame) => frames.push(frame))
    session.sendFrame('tic')
    await expect.poll(() => frames.some(({ text }) => text.includes('\ufffd')), polled).toBe(true)
    session.sendFrame('tic')
    const received = () => simulator.record.frames({ direction: 'in', text: 'tic' }).map(({ connection }) => connection)
    await expect.poll(received, polled).toEqual([1, 1])
    expect(simulator.controls.socketCount()).toBe(1)
  })

  it('rejects messages while the server does not read', async () => {
    const { simulator, session } = await supervise()
    await waitForSocket(session)
    simulator.controls.faults.add('half-open@ws-in')
    const long = `smd+1+{"fields":["${'3'.repeat(60_000)}"]}`
    let refusal: unknown
    for (let sent = 0; sent < 2_000 && refusal === undefined; sent += 1) {
      try {
        session.sendFrame(long)
      } catch (error) {
        refusal = error
      }
      if (sent % 10 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    expect(refusal).toMatchObject({ code: 'socket-queue-full' })
    expect(session.socketCounts.textsRefused).toBe(1)
  })

  longTest('reports a gap in the updates after a manual login too', async () => {
    const { simulator, session, clock } = await supervise({ mode: 'gateway' })
    await waitForSocket(session)
    const gaps: SocketGap[] = []
    session.onGap((gap) => gaps.push(gap))
    simulator.controls.setLoggedIn(false)
    clock.skip(60_000)
    await waitForState(session, 'needs-login')
    simulator.controls.setLoggedIn(true)
    clock.skip(5_000)
    await waitForSocket(session)
    await expect.poll(() => gaps.length, polled).toBe(1)
  })

  it('reports no gap for its first connection', async () => {
    const { session } = await supervise()
    const gaps: SocketGap[] = []
    session.onGap((gap) => gaps.push(gap))
    await waitForSocket(session)
    expect(gaps).toEqual([])
  })

  it('reopens the socket if the session id changes, because its subscriptions are no longer served', async () => {
    const { simulator, session, client, clock } = await supervise()
    await waitForSocket(session)
    session.subscribe('spl+{}', 'upl+{}')
    const before = client.session
    simulator.controls.rotateSession()
    clock.skip(60_000)
    await expect
      .poll(
        () => simulator.record.frames({ direction: 'in', text: 'spl+{}' }).map(({ connection }) => connection),
        polled,
      )
      .toEqual([1, 2])
    expect(client.session).not.toBe(before)
  })

  it('detects a dead server by missing heartbeats', async () => {
    const { simulator, session, clock } = await supervise({ mode: 'gateway', clock: systemClock })
    await waitForSocket(session)
    // The server uses its own clock, so for the client its heartbeats are overdue.
    clock.skip(34_000)
    expect(session.socketState).toBe('connected')
    const gaps: SocketGap[] = []
    session.onGap((gap) => gaps.push(gap))
    clock.skip(2_000)
    await expect.poll(() => gaps.length, polled).toBe(1)
    expect(simulator.controls.socketCount()).toBe(1)
  })

  it('detects a dead server in time even if the local clock was set back by an hour', async () => {
    const { session, clock } = await supervise({ mode: 'gateway', clock: systemClock })
    await waitForSocket(session)
    const gaps: SocketGap[] = []
    session.onGap((gap) => gaps.push(gap))
    clock.sleep(-3_600_000)
    clock.skip(36_000)
    await expect.poll(() => gaps.length, polled).toBe(1)
  })

  it('sends the keep-alive tic once a minute', async () => {
    const { simulator, session, clock } = await supervise({}, { heartbeatTimeout: 600_000 })
    await waitForSocket(session)
    clock.skip(60_000)
    await expect.poll(() => simulator.record.frames({ direction: 'in', text: 'tic' }).length, polled).toBe(1)
  })

  describe('supervised socket of a server that responds to tic', () => {
    async function startWithTicResponses() {
      const supervised = await supervise({}, { heartbeatTimeout: 600_000 })
      const { session, clock } = supervised
      await waitForSocket(session)
      const [responses, gaps]: [SocketFrame[], SocketGap[]] = [[], []]
      session.onFrame((frame) => frame.text.startsWith('{"topic":"tic"') && responses.push(frame))
      session.onGap((gap) => gaps.push(gap))
      clock.skip(60_000)
      await expect.poll(() => responses.length, polled).toBe(1)
      return { ...supervised, responses, gaps }
    }

    it('reopens the socket if tic gets no response although heartbeats arrive, because the server no longer reads', async () => {
      const { simulator, session, clock, gaps } = await startWithTicResponses()
      const fault = simulator.controls.faults.add('drop@ws-in:tic')
      // Skips the time of two tics and of the wait for the second response.
      const tics = (): number => simulator.record.frames({ direction: 'in', text: 'tic' }).length
      clock.skip(60_000)
      await expect.poll(tics, polled).toBe(2)
      clock.skip(20_000)
      await expect.poll(tics, polled).toBe(3)
      expect([session.socketState, gaps]).toEqual(['connected', []])
      clock.skip(20_000)
      await expect.poll(() => session.socketState, polled).not.toBe('connected')
      fault.remove()
      await expect.poll(() => gaps.length, polled).toBe(1)
    })

    it('stays open if one response to tic is missing', async () => {
      const { simulator, session, clock, responses, gaps } = await startWithTicResponses()
      simulator.controls.faults.add('drop@ws-in:tic,times=1')
      clock.skip(60_000)
      await expect.poll(() => simulator.record.frames({ direction: 'in', text: 'tic' }).length, polled).toBe(2)
      clock.skip(20_000)
      await expect.poll(() => responses.length, polled).toBe(2)
      clock.skip(30_000)
      expect([session.socketState, gaps]).toEqual(['connected', []])
    })
  })

  it('stays closed with the option `socket: false`', async () => {
    const { simulator, session, clock } = await supervise({}, { socket: false })
    await waitForState(session, 'ready')
    clock.skip(60_000)
    await expect.poll(() => requestBodies(simulator, 'tickle').length, polled).toBe(2)
    expect(session.socketState).toBe('disconnected')
    expect(simulator.controls.socketCount()).toBe(0)
  })
})
