import { Observable, type Subscriber } from 'rxjs'
import { type Row, rowOf, rowsOf, textOf } from '../../shared/domain/read-value.ts'
import { formatSocketText } from '../../shared/domain/topics.ts'
import { demandObject } from '../demand.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { StreamSource } from './stream-source.ts'

/** An answer that a step takes. */
export interface ExerciseAction {
  readonly id: string
  readonly text: string
}

/** One step of the dialogue; `id` is what an answer refers to. */
export type ExerciseStep =
  | {
      readonly kind: 'form'
      readonly id: string
      readonly contract: string
      readonly underlyingPrice?: string
      readonly warning?: string
      readonly actions: readonly ExerciseAction[]
      /** IBKR's data as they came: quantities, what may be revoked. */
      readonly data: Row
    }
  | {
      readonly kind: 'prompt'
      readonly id: string
      readonly title: string
      readonly text: string
      readonly actions: readonly ExerciseAction[]
    }
  /** An answer was not taken; the dialogue goes on. */
  | { readonly kind: 'refused'; readonly text: string }

type AnswerableStep = Exclude<ExerciseStep, { kind: 'refused' }>

/** What `submit` says of the contracts. */
export interface ExerciseChoice {
  readonly contracts: number
  /** IBKR's `make_final`: it cannot be revoked. Default false. */
  readonly makeFinal?: boolean
}

/**
 * Exercise of an option: a dialogue that moves money. It begins when `steps` is subscribed to, and each answer is sent
 * once, now or not at all. A drop of the connection ends it with `exercise-interrupted`; nothing of it is repeated.
 */
export class OptionExercise {
  readonly steps: Observable<ExerciseStep>
  readonly #source: StreamSource
  /** The step that may be answered. The object and not its id: ids may begin anew with each dialogue. */
  #open: AnswerableStep | undefined
  /** Answered, and nothing was heard since. */
  #answered: AnswerableStep | undefined

  constructor(source: StreamSource, optionConid: number, owner: ExerciseOwner) {
    this.#source = source
    this.steps = new Observable((subscriber) => {
      if (!owner.take(this)) {
        subscriber.error(
          new IbkrError('subscription-taken', 'Another exercise is under way on this socket: end it first.'),
        )
        return
      }
      const release = this.#follow(subscriber)
      try {
        source.send(formatSocketText('shs', ['exercise'], { CEX: String(optionConid) }))
      } catch (error) {
        subscriber.error(error)
      }
      return () => {
        release()
        this.#open = undefined
        this.#answered = undefined
        owner.release(this)
      }
    })
  }

  /**
   * Answers the form, which is the last step and as it came: exercises so many contracts. The result shows as an order.
   * @throws IbkrError `socket-not-connected`, `config-invalid`, `exercise-step-over`
   */
  submit(step: Extract<ExerciseStep, { kind: 'form' }>, choice: ExerciseChoice): void {
    demandObject(choice, 'What is exercised')
    const { contracts, makeFinal = false } = choice
    if (!Number.isInteger(contracts) || contracts < 1) {
      throw new IbkrError('config-invalid', 'contracts is a whole number above 0: nothing was sent.')
    }
    this.#input(step, {
      user_action: 'submit',
      exercise: { allowed: 'not_shown', make_final: makeFinal, value: contracts },
    })
  }

  /**
   * Answers with one of the actions of the last step.
   * @throws IbkrError `socket-not-connected`, `exercise-step-over`
   */
  answer(step: Exclude<ExerciseStep, { kind: 'refused' }>, actionId: string): void {
    this.#input(step, { user_action: actionId })
  }

  #input(step: AnswerableStep, answer: object): void {
    if (step === undefined || step !== this.#open) {
      throw new IbkrError(
        'exercise-step-over',
        'This step was answered already, or its dialogue has ended: nothing was sent. Look at the orders.',
      )
    }
    const data = { id: step.id, ...answer }
    this.#source.send(formatSocketText('inp', ['exercise'], { action: 'user_input', data }))
    this.#open = undefined
    this.#answered = step
  }

  #takeIn(step: ExerciseStep): void {
    // What was not taken may be answered again, and by then nothing else can be open.
    if (step.kind !== 'refused') this.#open = step
    else this.#open ??= this.#answered
    this.#answered = undefined
  }

  #follow(subscriber: Subscriber<ExerciseStep>): () => void {
    const { closing } = this.#source
    const complete = (): void => subscriber.complete()
    closing.addEventListener('abort', complete)
    const hear = ({ value }: { readonly value: unknown }): void => {
      const step = readExerciseStep(value)
      if (step === undefined) return
      this.#takeIn(step)
      subscriber.next(step)
    }
    const refused = (frame: { readonly value: unknown }): void => {
      const text = textOf(rowOf(frame.value)?.['error'])
      if (text === undefined) hear(frame)
      else subscriber.error(new IbkrError('subscription-refused', `IBKR refused the exercise: ${text.slice(0, 200)}.`))
    }
    const releases = [
      this.#source.on('shs', refused),
      this.#source.on('inp', hear),
      this.#source.on('', hear),
      this.#source.onDown(() =>
        subscriber.error(
          new IbkrError('exercise-interrupted', 'The connection was lost: look at the orders before you begin again.'),
        ),
      ),
      () => closing.removeEventListener('abort', complete),
    ]
    return () => {
      for (const release of releases) release()
    }
  }
}

/** Frames of the dialogue do not say which contract they are about: one dialogue at a time. */
export class ExerciseOwner {
  #holder: OptionExercise | undefined

  take(exercise: OptionExercise): boolean {
    if (this.#holder !== undefined) return false
    this.#holder = exercise
    return true
  }

  release(exercise: OptionExercise): void {
    if (this.#holder === exercise) this.#holder = undefined
  }
}

/** Reads a frame of the dialogue; undefined for any other. Pure. */
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
