import { expect } from 'vitest'
import type { SocketGap } from '../../src/client/index.ts'
import type { Simulator } from '../../src/simulator/start-simulator.ts'
import { type Mode, openSessionFixture, type SessionFixture } from './session-fixture.ts'

/** Session with an order subscription. */
export interface OrderSession extends SessionFixture {
  /** Ids of the orders that the session received. */
  readonly orders: ReadonlySet<number>
  readonly gaps: readonly SocketGap[]
}

/** Opens a session that is ready, with a connected socket and an order subscription. */
export async function openOrderSession(mode: Mode): Promise<OrderSession> {
  const stage = await openSessionFixture(mode)
  const orders = new Set<number>()
  const gaps: SocketGap[] = []
  stage.session.onGap((gap) => gaps.push(gap))
  stage.session.onFrame(({ value }) => {
    const { topic, args } = (value ?? {}) as { topic?: unknown; args?: unknown }
    if (topic === 'sor' && Array.isArray(args)) for (const { orderId } of args) orders.add(orderId)
  })
  stage.session.subscribe('sor+{}', 'uor+{}')
  await stage.settle('the socket', () => stage.session.socketState === 'connected', 60)
  await stage.quiet()
  return { ...stage, orders, gaps }
}

/** Expects that an order of another program reaches the session. */
export async function expectOrderReceived({ session, simulator, settle, quiet, orders }: OrderSession): Promise<void> {
  await settle('the socket', () => session.state.kind === 'ready' && session.socketState === 'connected', 60)
  await quiet()
  const id = simulator.controls.addOrder({ symbol: 'AAPL', side: 'BUY', quantity: 1, price: 1 })
  await settle('an order update', () => orders.has(id), 90)
}

/** Returns the bodies of the requests that open a brokerage session. */
export function listSessionInitBodies(simulator: Simulator): readonly string[] {
  return simulator.record.requests({ path: '/v1/api/iserver/auth/ssodh/init' }).map(({ body }) => body)
}

/** Simulates a nightly reset of three minutes, and expects the first order after it. */
export async function expectRecoveryFromReset(mode: Mode): Promise<void> {
  const stage = await openOrderSession(mode)
  const { session, simulator, settle } = stage
  const kinds: string[] = []
  session.onState(({ kind }) => kinds.push(kind))
  simulator.controls.nightReset({ minutes: 3 })
  simulator.record.clear()
  await settle('a degraded session', () => session.state.kind === 'degraded', 90)
  const seconds = await settle('the end of the reset', () => session.state.kind === 'ready', 400)
  expect(seconds).toBeGreaterThan(100)
  // The back-off lasts three minutes. Each attempt makes at most two requests.
  expect(simulator.record.requests({ status: 503 }).length).toBeLessThan(90)
  expect(listSessionInitBodies(simulator).join()).not.toContain('"compete":true')
  expect(kinds).not.toContain('failed')
  await expectOrderReceived(stage)
  expect(stage.gaps.length).toBeGreaterThan(0)
  expect(await stage.end()).toEqual([])
}
