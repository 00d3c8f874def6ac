import type { Subscriber } from 'rxjs'
import { numberOf, rowOf, rowsOf, textOf } from '../../shared/domain/read-value.ts'
import { formatSocketText } from '../../shared/domain/topics.ts'
import { requireObject } from '../check-arguments.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { Unsubscribe } from '../event-listeners.ts'
import type { SocketFrame } from '../socket/socket-events.ts'
import { completeWhenClosed, type StreamSource } from './stream-source.ts'
import type { ValueStream } from './value-stream.ts'

/** A possible answer to a step. */
export interface ExerciseAction {
  /** Id for `answer`. */
  readonly id: string
  /** Label of the answer. */
  readonly text: string
}

/** One step of the dialogue; an answer contains its `id`. */
export type ExerciseStep =
  /** IBKR requests the number of contracts to exercise. Call `submit` to reply. */
  | {
      readonly kind: 'form'
      /** IBKR's id of the step. */
      readonly id: string
      /** Description of the option. */
      readonly contract: string
      /** Price of the underlying, as the string that IBKR sends. */
      readonly underlyingPrice?: string
      /** IBKR's warning, such as an option that is out of the money. */
      readonly warning?: string
      /** Possible answers besides `submit`. */
      readonly actions: readonly ExerciseAction[]
      /** IBKR's data as received: quantities, and exercises that can be revoked. */
      readonly data: Readonly<Record<string, unknown>>
    }
  /** IBKR requires a confirmation. Call `answer` to reply. */
  | {
      readonly kind: 'prompt'
      /** IBKR's id of the step. */
      readonly id: string
      /** Title of the question. */
      readonly title: string
      /** Text of the question. */
      readonly text: string
      /** Possible answers. */
      readonly actions: readonly ExerciseAction[]
    }
  /** An answer was refused; the dialogue continues. */
  | { readonly kind: 'refused'; readonly text: string }
  /** The order of the exercise has appeared in the order stream: IBKR has accepted it. It is the last step. */
  | { readonly kind: 'accepted'; readonly orderId: string }

type AnswerableStep = Extract<ExerciseStep, { kind: 'form' | 'prompt' }>

/** Time in ms for another step after an answer, because IBKR does not acknowledge the last one. */
const LAST_STEP_MS = 10_000

/** The number of contracts to exercise, with options. */
export interface ExerciseChoice {
  /** Number of contracts, a whole number above 0. */
  readonly contracts: number
  /** IBKR's `make_final`: whether the exercise cannot be revoked. Default false. */
  readonly makeFinal?: boolean
}

/**
 * Exercises an option in a trading dialogue. The dialogue begins when `steps` is subscribed to. Each answer is sent
 * once, immediately, or throws. A lost connection ends the dialogue with `exercise-interrupted`; nothing is repeated.
 *
 * `steps` completes after the answer `cancel`, after the step `accepted`, and 10 s after another answer if IBKR sends no
 * further step. IBKR does not acknowledge an answer, so only the step `accepted` states that the option is exercised; it
 * requires that `session.streams.orders()` is subscribed to, as the result is an order. Without it, check the orders.
 * @example
 * ```ts run=gateway
 * import { IbkrClient, IbkrError } from 'ibkr-web-client'
 *
 * const client = new IbkrClient('localhost:5000')
 * const session = client.connect()
 * await new Promise<void>((open) => session.onSocketState((state) => state === 'connected' && open()))
 * const exercise = session.streams.exercise(731244012) // conid of the option
 * try {
 *   for await (const step of exercise.steps) {
 *     console.log(step)
 *     if (step.kind === 'form') exercise.answer(step, 'cancel') // ends the dialogue: nothing is exercised
 *   }
 * } catch (error) {
 *   if (!IbkrError.is(error, 'subscription-refused')) throw error
 *   console.log(error.message) // the account does not hold this option
 * }
 * await client.close()
 * ```
 */
export class OptionExercise {
  /** The steps of the dialogue. The dialogue begins with the subscription or the start of the loop. */
  readonly steps: ValueStream<ExerciseStep>
  readonly #source: StreamSource
  readonly #optionConid: number
  #complete: () => void = () => undefined
  #cancelEnd: () => void = () => undefined
  /**
   * The step that may be answered. The object itself is compared instead of its id, because ids may start again with
   * each dialogue.
   */
  #open: AnswerableStep | undefined
  /** The answered step, until the next step is received. */
  #answered: AnswerableStep | undefined

  constructor(source: StreamSource, optionConid: number, owner: ActiveExercise) {
    this.#source = source
    this.#optionConid = optionConid
    this.steps = completeWhenClosed(source, (subscriber) => {
      if (owner.current !== undefined) {
        subscriber.error(
          new IbkrError('subscription-taken', 'Another exercise is in progress on this socket: end it first.'),
        )
        return undefined
      }
      owner.current = this
      const releases = this.#listen(subscriber)
      try {
        source.send(formatSocketText('shs', ['exercise'], { CEX: String(optionConid) }))
      } catch (error) {
        subscriber.error(error)
      }
      return () => {
        for (const release of releases) release()
        this.#cancelEnd()
        this.#open = undefined
        this.#answered = undefined
        owner.current = undefined
      }
    })
  }

  /**
   * Exercises a number of contracts by answering the form, which is the last step. Pass the same object that was
   * received. The result is an order.
   * @throws IbkrError `socket-not-connected`, `config-invalid`, `exercise-step-over`
   */
  submit(step: Extract<ExerciseStep, { kind: 'form' }>, choice: ExerciseChoice): void {
    requireObject(choice, 'What is exercised')
    const { contracts, makeFinal = false } = choice
    if (!Number.isInteger(contracts) || contracts < 1) {
      throw new IbkrError('config-invalid', 'contracts must be a whole number above 0: nothing was sent.')
    }
    const exercise = { allowed: 'not_shown', make_final: makeFinal, value: contracts }
    this.#send(step, { user_action: 'submit', exercise })
  }

  /**
   * Answers the last step with one of its actions.
   * @throws IbkrError `socket-not-connected`, `exercise-step-over`
   */
  answer(step: Extract<ExerciseStep, { kind: 'form' | 'prompt' }>, actionId: string): void {
    this.#send(step, { user_action: actionId })
    if (actionId === 'cancel') this.#complete()
  }

  #send(step: AnswerableStep, answer: object): void {
    if (step === undefined || step !== this.#open) {
      throw new IbkrError(
        'exercise-step-over',
        'This step has already been answered, or its dialogue has ended: nothing was sent. Check the orders.',
      )
    }
    const data = { id: step.id, ...answer }
    this.#source.send(formatSocketText('inp', ['exercise'], { action: 'user_input', data }))
    this.#open = undefined
    this.#answered = step
    this.#cancelEnd()
    this.#cancelEnd = this.#source.clock.after(LAST_STEP_MS, this.#complete)
  }

  #listen(subscriber: Subscriber<ExerciseStep>): readonly Unsubscribe[] {
    this.#complete = () => subscriber.complete()
    const receiveOrders = ({ value }: SocketFrame): void => {
      const orderId = this.#answered && readExerciseOrder(value, this.#optionConid)
      if (orderId === undefined) return
      subscriber.next({ kind: 'accepted', orderId })
      subscriber.complete()
    }
    const receive = ({ value }: SocketFrame): void => {
      const step = readExerciseStep(value)
      if (step === undefined) return
      this.#cancelEnd()
      // A refused answer may be repeated, because no other step can be open.
      if (step.kind === 'form' || step.kind === 'prompt') this.#open = step
      else this.#open ??= this.#answered
      this.#answered = undefined
      subscriber.next(step)
    }
    return [
      this.#source.on('shs', (frame) => {
        if (frame.error === undefined) receive(frame)
        else {
          const reason = frame.error.slice(0, 200)
          subscriber.error(new IbkrError('subscription-refused', `IBKR refused the exercise: ${reason}.`))
        }
      }),
      this.#source.on('inp', receive),
      this.#source.on('', receive),
      this.#source.on('sor', receiveOrders),
      this.#source.events.on('down', () =>
        subscriber.error(
          new IbkrError('exercise-interrupted', 'The connection was lost: check the orders before you start again.'),
        ),
      ),
    ]
  }
}

/** Owner of the running dialogue. Frames of a dialogue do not contain the contract, so there is only one at a time. */
export interface ActiveExercise {
  current: OptionExercise | undefined
}

/** Returns the id of the order that exercises an option, from a frame of the order stream; undefined without one. Pure. */
function readExerciseOrder(frame: unknown, optionConid: number): string | undefined {
  const order = rowsOf(rowOf(frame)?.['args']).find(
    (row) => row['side'] === 'EXER' && numberOf(row['conid']) === optionConid,
  )
  return textOf(order?.['orderId'])
}

/** Parses a frame of the dialogue; undefined for any other frame. Pure. */
export function readExerciseStep(frame: unknown): ExerciseStep | undefined {
  const row = rowOf(frame)
  const error = textOf(row?.['error'])
  if (error !== undefined) return row?.['topic'] === 'inp' ? { kind: 'refused', text: error } : undefined
  const data = rowOf(row?.['data'])
  const id = textOf(data?.['id'])
  if (row === undefined || data === undefined || id === undefined) return undefined
  const actions = rowsOf(data['user_actions'] ?? data['user_action'] ?? []).flatMap((one) => {
    const action = textOf(one['id'])
    return action === undefined ? [] : { id: action, text: textOf(one['text']) ?? action }
  })
  if (row['action'] === 'prompt') {
    return { kind: 'prompt', id, title: textOf(data['title']) ?? '', text: textOf(data['text']) ?? '', actions }
  }
  if (row['action'] !== 'content') return undefined
  const [underlyingPrice, warning] = [textOf(data['underlying_price']), textOf(data['warning'])]
  return {
    kind: 'form',
    id,
    contract: textOf(data['contract']) ?? '',
    actions,
    data,
    ...(underlyingPrice === undefined ? {} : { underlyingPrice }),
    ...(warning === undefined ? {} : { warning }),
  }
}
