import { expect, it } from 'vitest'
import { EventListeners } from '../../../src/client/event-listeners.ts'
import type { SessionContext, SessionEvents } from '../../../src/client/session/session-context.ts'
import { PendingIntents } from '../../../src/client/session/session-intents.ts'
import { TakeOvers } from '../../../src/client/session/wait-for-session.ts'
import { manualClock } from './manual-clock.ts'

it('withdraws a takeover only when the last call that waits for it is aborted', async () => {
  const { signal } = new AbortController()
  const events = new EventListeners<SessionEvents>()
  const intents = new PendingIntents(manualClock(), signal)
  const takeOvers = new TakeOvers({ events, signal } as SessionContext, intents)
  const request = () => {
    const controller = new AbortController()
    return { controller, end: takeOvers.request(controller.signal) }
  }
  const [aborted, other] = [request(), request()]
  aborted.controller.abort()
  await expect(aborted.end).rejects.toMatchObject({ code: 'aborted' })
  expect(intents.has('take-over')).toBe(true)
  events.emit('login', { competed: true, outcome: { kind: 'competing' } })
  await expect(other.end).rejects.toMatchObject({ code: 'session-competing' })
  const last = request()
  last.controller.abort()
  await expect(last.end).rejects.toMatchObject({ code: 'aborted' })
  expect(intents.has('take-over')).toBe(false)
})
