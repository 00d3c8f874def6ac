import { describeContract } from '../contracts/describe-contract.ts'
import { findInstrument } from '../contracts/find-instrument.ts'
import { isRecord } from '../http/define-route.ts'
import type { Instrument } from '../market/instruments.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { sendTopicError, type Topic, type TopicOptions, type TopicSocket } from './topic.ts'

/** An open question of the exercise dialogue. */
interface Pending {
  readonly option: ExercisableOption
  /** Number of contracts to exercise, undefined until the client has stated it. */
  readonly quantity: number | undefined
}

const choices = (...labels: readonly string[]) => labels.map((label) => ({ id: label.toLowerCase(), text: label }))

/**
 * Creates the exercise topics: `shs` opens a dialogue, and `inp` answers its questions. The result is an order of the
 * option, and one of its shares.
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

/** An option on shares, which an exercise delivers. */
interface ExercisableOption {
  readonly contract: Instrument
  readonly underlying: Instrument
  readonly right: 'C' | 'P'
  readonly strike: number
  /** Number of shares per contract. */
  readonly multiplier: number
}

/** Finds an option by its conid. Returns undefined if the option cannot be exercised. */
function findExercisableOption(conid: number): ExercisableOption | undefined {
  const contract = findInstrument(conid)
  // Options on indices are settled in cash and European, so they cannot be exercised.
  if (contract?.pricing.kind !== 'option' || contract.pricing.underlying.secType !== 'STK') return undefined
  const { right, strike, multiplier, pricing } = contract
  if (right === undefined || strike === undefined || multiplier === undefined) return undefined
  return { contract, underlying: pricing.underlying, right, strike, multiplier }
}

/** Reports whether exercising would cost more than buying at the market price. */
function isOutOfTheMoney(state: SimulatorState, { underlying, right, strike }: ExercisableOption): boolean {
  const { last } = state.market.quote(underlying)
  return right === 'C' ? last <= strike : last >= strike
}

/** Time in ms until an exercise has taken effect in the order stream. */
const exerciseMilliseconds = 100

/**
 * Exercises options of the selected account: an order of the option, which ends shortly after, and an order for the
 * shares at the strike. Options that the account holds are removed, but it need not hold any.
 */
function exercise(
  state: SimulatorState,
  { contract, underlying, right, strike, multiplier }: ExercisableOption,
  contracts: number,
): void {
  const { accounts, lifeCycle, matching, orderStore, timers } = state
  const accountId = accounts.selected()
  const common = { tif: 'DAY', auxPrice: undefined, clientOrderId: undefined } as const
  const { id } = lifeCycle.submit(accountId, {
    ...{ ...common, instrument: contract, quantity: contracts, isExercise: true, deactivated: true },
    ...{ side: 'BUY', kind: 'MKT', price: undefined, outsideRth: false },
  })
  timers.after(exerciseMilliseconds, () => {
    if (orderStore.get(id) !== undefined) orderStore.update(id, { status: 'Filled', filled: contracts })
  })
  const ledger = accounts.get(accountId)
  const removed = Math.min(contracts, Math.max(0, ledger.position(contract).quantity))
  if (removed > 0) ledger.book({ instrument: contract, side: 'SELL', quantity: removed, price: 0, commission: 0 })
  const quantity = contracts * multiplier
  const shares = lifeCycle.submit(accountId, {
    ...{ ...common, instrument: underlying, quantity },
    ...{ side: right === 'C' ? 'BUY' : 'SELL', kind: 'LMT', price: strike, outsideRth: true },
  })
  // An exercise is no trade on the exchange, so it does not change the last price.
  matching.trade(shares.id, quantity, strike, false)
}
