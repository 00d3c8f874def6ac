import { describeContract } from '../contracts/describe-contract.ts'
import { findInstrument } from '../contracts/find-instrument.ts'
import { isTradingOver } from '../contracts/opening-hours.ts'
import { isRecord } from '../http/define-route.ts'
import { type DeliverableOption, findDeliverableOption } from '../orders/settlement.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { sendTopicError, type Topic, type TopicOptions, type TopicSocket } from './topic.ts'

/** An open question of the exercise dialogue. */
interface Pending {
  readonly option: DeliverableOption
  /** Number of contracts to exercise, undefined until the client has stated it. */
  readonly quantity: number | undefined
}

const choices = (...labels: readonly string[]) => labels.map((label) => ({ id: label.toLowerCase(), text: label }))

/**
 * Creates the exercise topics: `shs` opens a dialogue, and `inp` answers its questions. The result is an order of the
 * option, and one of the shares or the future that it delivers.
 */
export function createExerciseTopics(state: SimulatorState, socket: TopicSocket): readonly Topic[] {
  const pending = new Map<number, Pending>()
  let lastId = 0
  let messages = 0

  function question(about: Pending): { readonly id: number; readonly messageId: string } {
    lastId += 1
    messages += 1
    pending.set(lastId, about)
    return { id: lastId, messageId: String(messages) }
  }

  function open([what = '']: readonly string[], options: TopicOptions): void {
    const option = findDeliverableOption(findInstrument(Number(options['CEX'])))
    if (what !== 'exercise' || option === undefined || isTradingOver(option.contract, state.now())) {
      sendTopicError(socket, 'shs', `Unknown contract ${String(options['CEX'])}`)
      return
    }
    if (countHeld(option) < 1) {
      sendTopicError(socket, 'shs', describeHeld(option))
      return
    }
    pending.clear()
    socket.send({ topic: 'shs+exercise' })
    const { id, messageId } = question({ option, quantity: undefined })
    const underlying = state.market.quote(option.underlying).last
    socket.send({
      action: 'content',
      MID: messageId,
      data: {
        id,
        user_action: choices('Submit', 'Cancel'),
        contract: describeContract(option.contract),
        underlying_price: `$${underlying.toFixed(2)}`,
        exercise: { confirm: false, confirm_final: false, enabled: true },
        hold: { enabled: true },
        revocable: false,
        loading: false,
        qty_lapse: 0,
        submitted: 0,
        qty_hold: 0,
        qty_exercise: 0,
        sec_type: option.contract.secType,
      },
    })
  }

  function input(_target: readonly string[], options: TopicOptions): void {
    const data = isRecord(options['data']) ? options['data'] : {}
    const id = Number(data['id'])
    const answered = pending.get(id)
    if (answered === undefined) {
      sendTopicError(socket, 'inp', `Unknown id ${String(data['id'])}`)
      return
    }
    pending.delete(id)
    if (data['user_action'] === 'submit') submit(answered.option, data['exercise'])
    else if (data['user_action'] === 'continue' && answered.quantity !== undefined)
      exercise(answered.option, answered.quantity)
  }

  function submit(option: DeliverableOption, asked: unknown): void {
    const quantity = isRecord(asked) ? Number(asked['value']) : Number.NaN
    if (!Number.isInteger(quantity) || quantity < 1) sendTopicError(socket, 'inp', 'exercise.value is not valid')
    else if (quantity > countHeld(option)) sendTopicError(socket, 'inp', describeHeld(option))
    else if (isOutOfTheMoney(state, option)) warn(option, quantity)
    else exercise(option, quantity)
  }

  function exercise(option: DeliverableOption, quantity: number): void {
    // The position may have changed while the dialogue was open.
    if (quantity > countHeld(option)) sendTopicError(socket, 'inp', describeHeld(option))
    else state.settlement.exercise(state.accounts.selected(), option, quantity)
  }

  /** Returns the number of long contracts of the account. */
  function countHeld({ contract }: DeliverableOption): number {
    return Math.max(0, state.accounts.get(state.accounts.selected()).position(contract).quantity)
  }

  function describeHeld(option: DeliverableOption): string {
    return `${state.accounts.selected()} holds ${countHeld(option)} contracts of ${describeContract(option.contract)}: no more can be exercised`
  }

  function warn(option: DeliverableOption, quantity: number): void {
    const { id, messageId } = question({ option, quantity })
    socket.send({
      action: 'prompt',
      topic: 'inp+exercise',
      MID: messageId,
      data: {
        id,
        title: 'Warning',
        text: 'The option is out of the money.',
        user_actions: choices('Continue', 'Cancel'),
      },
    })
  }

  const end = () => pending.clear()
  return [
    { subscribe: 'shs', unsubscribe: undefined, open, close: end, closeAll: end },
    { subscribe: 'inp', unsubscribe: undefined, open: input, close: end, closeAll: end },
  ]
}

/** Reports whether exercising would cost more than buying at the market price. */
function isOutOfTheMoney(state: SimulatorState, { underlying, right, strike }: DeliverableOption): boolean {
  const { last } = state.market.quote(underlying)
  return right === 'C' ? last <= strike : last >= strike
}
