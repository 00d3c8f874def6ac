import { expect, test } from 'vitest'
import { answer, openGate } from './trading-fixture.ts'

const nothing = (): undefined => undefined

function sessionThat(request: (beforeSend: () => void) => Promise<unknown>) {
  const client = { request: ({ beforeSend }: { beforeSend: () => void }) => request(beforeSend) }
  return {
    ...{ profile: { id: 'one' }, pacing: { report: nothing }, estimate: nothing, isOver: false },
    ...{ arming: { view: { kind: 'armed' }, period: 1 }, require: () => client, openSession: client },
  }
}
const request = {
  caller: { kind: 'person', profileId: 'one', signal: new AbortController().signal },
  permission: { kind: 'change' },
  input: { method: 'POST', path: '/iserver/account/DU1/orders', data: {} },
  source: 'orders',
  journalText: 'Order',
} as const

test('a listener that fails changes neither the result of an order nor what the other listeners get', async () => {
  const failed: unknown[] = []
  const kinds: string[] = []
  const { gate } = openGate(
    sessionThat(async (beforeSend) => {
      beforeSend()
      return answer([{ order_id: '1', order_status: 'Submitted' }])
    }),
    { onListenerFailed: (error) => failed.push(error) },
  )
  const fail = (): never => {
    throw new Error('broken')
  }
  gate.follow({ onLeave: fail, onResult: fail })
  gate.follow({ onResult: (_, { kind }) => void kinds.push(kind) })
  expect((await gate.send(request)).kind).toBe('accepted')
  expect([failed.length, kinds]).toEqual([2, ['accepted']])
})

test('an unexpected error is reported as not sent before the first byte, and as unknown after it', async () => {
  for (const [hasLeft, kind, sent] of [
    [false, 'not-sent', false],
    [true, 'unknown', undefined],
  ] as const) {
    const { gate } = openGate(
      sessionThat(async (beforeSend) => {
        if (hasLeft) beforeSend()
        throw new Error('broken')
      }),
    )
    const result = await gate.send(request)
    expect(result.kind).toBe(kind)
    expect('error' in result && (result.error?.detail as { sent?: boolean } | undefined)?.sent).toBe(sent)
  }
})

test('only a cancel is sent with the permission of a cancel or of the kill switch', async () => {
  const session = sessionThat(async () => answer({}))
  const { gate } = openGate({ ...session, arming: { view: { kind: 'disarmed' }, period: 1 }, cancelsNeedArming: false })
  for (const permission of [
    { kind: 'cancel', what: 'cancel' },
    { kind: 'kill-switch', check: nothing },
  ] as const)
    expect(await gate.send({ ...request, permission })).toMatchObject({
      kind: 'not-sent',
      error: { code: 'not-armed' },
    })
})
