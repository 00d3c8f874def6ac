import type { Contract } from '../contracts/contract.ts'
import { findOption } from '../contracts/options.ts'
import { isRecord } from '../http/define-route.ts'
import { findInstrumentByConid, type Instrument } from '../market/instruments.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { sendTopicError, type Topic, type TopicOptions, type TopicSocket } from './topic.ts'

/** An open question of the exercise dialogue. */
interface Pending {
  readonly option: ExercisableOption
  /** Number of contracts to exercise, undefined until the client has stated it. */
  readonly quantity: number | undefined
}

const choices = (...labels: readonly string[]) => labels.map((label) => ({ id: label.toLowerCase(), text: label }))

/** Creates the exercise topics: `shs` opens a dialogue, and `inp` answers its questions. The result is an order. */
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
    const option = findExercisableOption(Number(options['CEX']))
    if (what !== 'exercise' || option === undefined) {
      sendTopicError(socket, 'shs', `Unknown contract ${String(options['CEX'])}`)
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
        contract: `${option.contract.symbol} ${option.contract.text ?? ''}`.trim(),
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
      exercise(state, answered.option, answered.quantity)
  }

  function submit(option: ExercisableOption, asked: unknown): void {
    const quantity = isRecord(asked) ? Number(asked['value']) : Number.NaN
    if (!Number.isInteger(quantity) || quantity < 1) sendTopicError(socket, 'inp', 'exercise.value is not valid')
    else if (isOutOfTheMoney(state, option)) warn(option, quantity)
    else exercise(state, option, quantity)
  }

  function warn(option: ExercisableOption, quantity: number): void {
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

/** An option on an instrument that can be traded. */
interface ExercisableOption {
  readonly contract: Contract
  readonly underlying: Instrument
  readonly right: 'C' | 'P'
  readonly strike: number
  /** Number of shares per contract. */
  readonly multiplier: number
}

/** Finds an option by its conid. Returns undefined if the option cannot be exercised. */
function findExercisableOption(conid: number): ExercisableOption | undefined {
  const contract = Number.isSafeInteger(conid) ? findOption(conid) : undefined
  if (contract === undefined) return undefined
  const underlying = findInstrumentByConid(contract.underlyingConid)
  const { right, strike, multiplier } = contract
  if (underlying === undefined || right === undefined || strike === undefined || multiplier === undefined)
    return undefined
  return { contract, underlying, right, strike, multiplier }
}

/** Reports whether exercising would cost more than buying at the market price. */
function isOutOfTheMoney(state: SimulatorState, { underlying, right, strike }: ExercisableOption): boolean {
  const { last } = state.market.quote(underlying)
  return right === 'C' ? last <= strike : last >= strike
}

/**
 * Exercises options of the selected account. The simulated market has no option positions, so an order represents the
 * result: shares bought or sold at the strike.
 */
function exercise(state: SimulatorState, option: ExercisableOption, contracts: number): void {
  const quantity = contracts * option.multiplier
  const order = state.lifeCycle.submit(state.accounts.selected(), {
    instrument: option.underlying,
    side: option.right === 'C' ? 'BUY' : 'SELL',
    kind: 'LMT',
    quantity,
    price: option.strike,
    auxPrice: undefined,
    tif: 'DAY',
    outsideRth: true,
    clientOrderId: undefined,
  })
  state.matching.trade(order.id, quantity, option.strike)
}
