import { describe, expect, it } from 'vitest'
import type { ExerciseStep, OptionExercise } from '../../../src/client/index.ts'
import { createMiddleOption } from '../../unit/simulator/middle-option.ts'
import { supervise, waitForSocket } from './simulator-fixture.ts'

const over = expect.objectContaining({ code: 'exercise-step-over' })
const polled = { timeout: 20_000, interval: 5 }

/** Creates a session with one option on AAPL, and a share price at this distance from the strike. */
async function setUp(distance: number) {
  const { simulator, client, session, clock } = await supervise({ fillSeconds: 0.01 })
  await waitForSocket(session)
  const { conid, strike = 0 } = createMiddleOption(265598, clock.now())
  const order = simulator.controls.addOrder({ symbol: String(conid), side: 'BUY', quantity: 1, kind: 'MKT' })
  const status = () => client.request({ path: `iserver/account/order/status/${order}` })
  await expect.poll(status, polled).toMatchObject({ order_status: 'Filled' })
  simulator.controls.setPrice('AAPL', strike + distance)
  const exercise = session.streams.exercise(conid)
  const placed = () => simulator.record.frames({ direction: 'in', text: /^inp/ }).length
  return { simulator, session, clock, exercise, conid, placed }
}

function follow(exercise: OptionExercise) {
  const received: { steps: ExerciseStep[]; error: unknown; isComplete: boolean } = {
    steps: [],
    error: undefined,
    isComplete: false,
  }
  const subscription = exercise.steps.subscribe({
    next: (step) => received.steps.push(step),
    error: (error: unknown) => {
      received.error = error
    },
    complete: () => {
      received.isComplete = true
    },
  })
  return Object.assign(received, { subscription })
}

async function form(received: {
  readonly steps: readonly ExerciseStep[]
}): Promise<Extract<ExerciseStep, { kind: 'form' }>> {
  await expect.poll(() => received.steps[0]?.kind, polled).toBe('form')
  return received.steps[0] as Extract<ExerciseStep, { kind: 'form' }>
}

describe('exercise of an option over the stream', () => {
  it('sends nothing until a subscriber requests the steps, and then shows the exercise form', async () => {
    const { simulator, exercise, conid } = await setUp(10)
    expect(simulator.record.frames({ direction: 'in' })).toHaveLength(0)
    const step = await form(follow(exercise))
    expect(step).toMatchObject({
      contract: expect.stringContaining('AAPL'),
      actions: [
        { id: 'submit', text: 'Submit' },
        { id: 'cancel', text: 'Cancel' },
      ],
    })
    expect(simulator.record.frames({ direction: 'in' }).map(({ text }) => text)).toEqual([
      `shs+exercise+{"CEX":"${conid}"}`,
    ])
  })

  it("places the exercise order once, after IBKR's prompt for an out-of-the-money option", async () => {
    const { exercise, session, placed } = await setUp(-10)
    const orders: unknown[] = []
    session.onFrame(({ value, text }) => text.includes('"topic":"sor"') && orders.push(value))
    session.subscribe('sor+{}', 'uor+{}')
    const received = follow(exercise)
    exercise.submit(await form(received), { contracts: 1 })
    await expect.poll(() => received.steps[1], polled).toMatchObject({ kind: 'prompt', title: 'Warning' })
    expect(orders).toEqual([])
    exercise.answer(received.steps[1] as Extract<ExerciseStep, { kind: 'prompt' }>, 'continue')
    await expect.poll(() => orders.length, polled).toBeGreaterThan(0)
    expect(placed()).toBe(2)
    // The order stream states that IBKR has accepted the exercise.
    await expect.poll(() => received.isComplete, polled).toBe(true)
    expect(received.steps[2]).toEqual({ kind: 'accepted', orderId: expect.stringMatching(/^\d+$/) })
  })

  it('completes after a cancel, and after an answer that IBKR does not reply to for 10 s', async () => {
    const { clock, exercise, session } = await setUp(10)
    const cancelled = follow(exercise)
    exercise.answer(await form(cancelled), 'cancel')
    expect(cancelled).toMatchObject({ isComplete: true, error: undefined })
    const submitted = follow(exercise)
    exercise.submit(await form(submitted), { contracts: 1 })
    clock.skip(9_000)
    session.sendFrame('tic')
    expect(submitted.isComplete).toBe(false)
    clock.skip(1_500)
    await expect.poll(() => submitted.isComplete, polled).toBe(true)
    expect(submitted.steps).toHaveLength(1)
  })

  it('reports a rejected answer as a step that can be repeated, and rejects an invalid quantity before it sends the answer', async () => {
    const { session, exercise, placed } = await setUp(10)
    const received = follow(exercise)
    const step = await form(received)
    expect(() => exercise.submit(step, { contracts: 0.5 })).toThrow(expect.objectContaining({ code: 'config-invalid' }))
    expect(placed()).toBe(0)
    const cancel = { action: 'user_input', data: { id: step.id, user_action: 'cancel' } }
    session.sendFrame(`inp+exercise+${JSON.stringify(cancel)}`)
    for (const index of [1, 2]) {
      exercise.answer(step, 'submit')
      await expect.poll(() => received.steps[index], polled).toEqual({ kind: 'refused', text: `Unknown id ${step.id}` })
    }
    expect(received.error).toBeUndefined()
  })

  it('allows one exercise at a time, and reports IBKR’s error for an option that the account does not have', async () => {
    const { session, exercise } = await setUp(10)
    const first = follow(exercise)
    await form(first)
    expect(follow(session.streams.exercise(1)).error).toMatchObject({ code: 'subscription-taken' })
    first.subscription.unsubscribe()
    const second = follow(session.streams.exercise(1))
    await expect.poll(() => second.error, polled).toMatchObject({ code: 'subscription-refused' })
  })

  it('ends the exercise if the connection is lost, and repeats no reply', async () => {
    const { simulator, session, exercise, placed } = await setUp(-10)
    const received = follow(exercise)
    exercise.submit(await form(received), { contracts: 1 })
    await expect.poll(() => received.steps.length, polled).toBe(2)
    simulator.controls.dropSockets()
    await expect.poll(() => received.error, polled).toMatchObject({ code: 'exercise-interrupted' })
    await waitForSocket(session)
    session.sendFrame('tic')
    await expect.poll(() => simulator.record.frames({ text: 'tic' }).length, polled).toBe(1)
    expect(placed()).toBe(1)
    expect(simulator.record.frames({ direction: 'in', text: /^shs/ })).toHaveLength(1)
  })

  it('rejects a second answer to the same step without sending it', async () => {
    const { session, simulator, exercise, placed } = await setUp(-10)
    const received = follow(exercise)
    const step = await form(received)
    exercise.submit(step, { contracts: 1 })
    expect(() => exercise.submit(step, { contracts: 1 })).toThrow(over)
    await expect.poll(() => received.steps.length, polled).toBe(2)
    expect(() => exercise.answer(step, 'cancel')).toThrow(over)
    session.sendFrame('tic')
    await expect.poll(() => simulator.record.frames({ text: 'tic' }).length, polled).toBe(1)
    expect(placed()).toBe(1)
  })

  it('rejects an answer to a step of a lost connection or of another dialogue', async () => {
    const { simulator, session, exercise, placed } = await setUp(-10)
    const received = follow(exercise)
    const step = await form(received)
    simulator.controls.dropSockets()
    await expect.poll(() => received.error, polled).toMatchObject({ code: 'exercise-interrupted' })
    await waitForSocket(session)
    expect(() => exercise.submit(step, { contracts: 1 })).toThrow(over)
    const again = follow(exercise)
    const fresh = await form(again)
    expect(() => exercise.submit(step, { contracts: 1 })).toThrow(over)
    again.subscription.unsubscribe()
    expect(() => exercise.submit(fresh, { contracts: 1 })).toThrow(over)
    session.sendFrame('tic')
    await expect.poll(() => simulator.record.frames({ text: 'tic' }).length, polled).toBe(1)
    expect(placed()).toBe(0)
  })

  it('fails with socket-not-connected if no socket is connected', async () => {
    const { session } = await supervise({}, { socket: false })
    expect(follow(session.streams.exercise(1)).error).toMatchObject({ code: 'socket-not-connected' })
  })
})
