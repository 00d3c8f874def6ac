import { describe, expect, it } from 'vitest'
import { OpenQuestion } from '../../../src/client/orders/open-question.ts'
import type { RawResponse } from '../../../src/client/rest/request-input.ts'
import { manualClock } from './manual-clock.ts'

const place = { method: 'POST', path: 'iserver/account/DU1/orders' }
const reply = { method: 'POST', path: '/v1/api/iserver/reply/one' }
const question = answer([{ id: 'one', message: ['Sure?'], messageIds: ['o163'] }])
const accepted = answer([{ order_id: '1', order_status: 'Submitted' }])

function answer(body: unknown): RawResponse {
  return { body: new TextEncoder().encode(JSON.stringify(body)) } as unknown as RawResponse
}

describe('a question of IBKR', () => {
  it('is open from the response that asks until the reply, and again if its response asks', () => {
    const asked = new OpenQuestion(manualClock())
    asked.sending(place)
    expect(asked.isOpen).toBe(false)
    asked.received(place, question)
    expect(asked.isOpen).toBe(true)
    asked.sending({ method: 'GET', path: 'iserver/account/orders' })
    expect(asked.isOpen).toBe(true)
    asked.sending(reply)
    expect(asked.isOpen).toBe(false)
    asked.received(reply, question)
    expect(asked.isOpen).toBe(true)
    asked.sending(reply)
    asked.received(reply, accepted)
    expect(asked.isOpen).toBe(false)
  })

  it.each([
    { method: 'DELETE', path: 'iserver/account/DU1/order/1' },
    { method: 'POST', path: 'iserver/account/DU1/order/1' },
    place,
  ])('is closed by a change of another order: $method $path', (change) => {
    const asked = new OpenQuestion(manualClock())
    asked.received(place, question)
    asked.sending(change)
    expect(asked.isOpen).toBe(false)
  })

  it('expires after a minute without a reply', () => {
    const clock = manualClock()
    const asked = new OpenQuestion(clock)
    asked.received(place, question)
    clock.advance(59_999)
    expect(asked.isOpen).toBe(true)
    clock.advance(1)
    expect(asked.isOpen).toBe(false)
  })

  it('is not recognized in the response to a read', () => {
    const asked = new OpenQuestion(manualClock())
    asked.received({ path: 'iserver/account/orders' }, question)
    expect(asked.isOpen).toBe(false)
  })
})
