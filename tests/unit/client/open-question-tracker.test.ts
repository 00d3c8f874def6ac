import { describe, expect, it } from 'vitest'
import { OpenQuestionTracker } from '../../../src/client/orders/open-question-tracker.ts'
import type { RawResponse } from '../../../src/client/rest/request-input.ts'
import { manualClock } from './manual-clock.ts'

const place = { method: 'POST', path: 'iserver/account/DU1/orders' }
const reply = { method: 'POST', path: '/v1/api/iserver/reply/one' }
const question = response([{ id: 'one', message: ['Sure?'], messageIds: ['o163'] }])
const accepted = response([{ order_id: '1', order_status: 'Submitted' }])

function response(body: unknown): RawResponse {
  return { body: new TextEncoder().encode(JSON.stringify(body)) } as unknown as RawResponse
}

describe('tracking of an order question from IBKR', () => {
  it('a question stays open until the reply, and opens again if the response to the reply contains a question', () => {
    const openQuestion = new OpenQuestionTracker(manualClock())
    openQuestion.sending(place)
    expect(openQuestion.isOpen).toBe(false)
    openQuestion.received(place, question)
    expect(openQuestion.isOpen).toBe(true)
    openQuestion.sending({ method: 'GET', path: 'iserver/account/orders' })
    expect(openQuestion.isOpen).toBe(true)
    openQuestion.sending(reply)
    expect(openQuestion.isOpen).toBe(false)
    openQuestion.received(reply, question)
    expect(openQuestion.isOpen).toBe(true)
    openQuestion.sending(reply)
    openQuestion.received(reply, accepted)
    expect(openQuestion.isOpen).toBe(false)
  })

  it.each([
    { method: 'DELETE', path: 'iserver/account/DU1/order/1' },
    { method: 'POST', path: 'iserver/account/DU1/order/1' },
    place,
  ])('closes the question when another order is changed: $method $path', (change) => {
    const openQuestion = new OpenQuestionTracker(manualClock())
    openQuestion.received(place, question)
    openQuestion.sending(change)
    expect(openQuestion.isOpen).toBe(false)
  })

  it('closes the question after a minute without a reply', () => {
    const clock = manualClock()
    const openQuestion = new OpenQuestionTracker(clock)
    openQuestion.received(place, question)
    clock.advance(59_999)
    expect(openQuestion.isOpen).toBe(true)
    clock.advance(1)
    expect(openQuestion.isOpen).toBe(false)
  })

  it('closes the question after a minute even if the clock is set back', () => {
    const clock = manualClock()
    const openQuestion = new OpenQuestionTracker(clock)
    openQuestion.received(place, question)
    clock.jump(-600_000)
    clock.advance(60_000)
    expect(openQuestion.isOpen).toBe(false)
  })

  it('does not treat the response to a read as a question', () => {
    const openQuestion = new OpenQuestionTracker(manualClock())
    openQuestion.received({ path: 'iserver/account/orders' }, question)
    expect(openQuestion.isOpen).toBe(false)
  })
})
