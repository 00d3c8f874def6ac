import { type Answer, bareError, json } from '../http/answer.ts'
import type { Random } from '../random.ts'
import { type AnswerRow, acceptedRow, failedRow } from './acceptance.ts'
import type { LifeCycle } from './life-cycle.ts'
import type { Kinship, Order, OrderDraft } from './order.ts'
import { type Batch, batchOf, type PlacedInput } from './order-batch.ts'
import type { OrderBook } from './order-book.ts'
import { alreadyRegistered, type OrderChecks } from './order-checks.ts'
import type { PendingReplies } from './pending-replies.ts'
import type { OrderPrompt, Prompts } from './prompts.ts'

/** Takes the orders of one call: refuses, asks, or submits them. */
export type PlaceOrders = (accountId: string, inputs: readonly PlacedInput[]) => Answer

/** Makes the part of the desk that takes new orders. */
export function createPlacing(settings: {
  readonly book: OrderBook
  readonly lifeCycle: LifeCycle
  readonly checks: OrderChecks
  readonly replies: PendingReplies
  readonly prompts: Prompts
  readonly random: Random
}): PlaceOrders {
  const { book, lifeCycle, checks, replies, prompts, random } = settings

  function fault(input: PlacedInput): string | undefined {
    if (input.kind === 'failed') return input.error
    return checks.objection(input.draft) ?? checks.duplicate(input.draft.clientOrderId)
  }

  function firstFault(inputs: readonly PlacedInput[]): string | undefined {
    const ids = inputs.flatMap(({ references }) => references.clientOrderId ?? [])
    const twice = ids.find((id, at) => ids.indexOf(id) !== at)
    const bad = inputs.map(fault).find((each) => each !== undefined)
    return bad ?? (twice === undefined ? undefined : alreadyRegistered(twice))
  }

  /** The parent of children that come after it. */
  function placedParent(batch: Batch): Order | 'unknown' | undefined {
    const child = batch.kind === 'single' ? batch.input : batch.kind === 'children' ? batch.inputs[0] : undefined
    const reference = child?.references.parentReference
    if (reference === undefined) return undefined
    const parent = book.byClientId(reference) ?? book.get(Number(reference))
    return parent === undefined || parent.status === 'Cancelled' ? 'unknown' : parent
  }

  function submit(accountId: string, batch: Batch, parent: Order | undefined): readonly AnswerRow[] | object {
    const kinship = parent === undefined ? {} : childOf(parent.id)
    const one = (input: PlacedInput, kin: Kinship) =>
      draftsOf(input).map((draft) => {
        return acceptedRow(lifeCycle.submit(accountId, draft, kin), input.references.parentReference)
      })
    switch (batch.kind) {
      case 'unrelated':
        return []
      case 'single': {
        const prompt = prompts.next()
        return prompt === undefined ? one(batch.input, kinship) : hold(accountId, batch.input, kinship, prompt)
      }
      case 'children':
        return batch.inputs.flatMap((input) => one(input, kinship))
      case 'group': {
        const group = { ocaGroup: String(random.integer(100_000_000, 999_999_999)) }
        return batch.inputs.flatMap((input) => one(input, group))
      }
      case 'bracket': {
        const first = one(batch.parent, {})
        const parentId = Number(first[0]?.order_id)
        return inAnyOrder(
          first,
          batch.children.flatMap((input) => one(input, childOf(parentId))),
        )
      }
    }
  }

  /** A bracket is not atomic: a child that cannot be leaves the parent (and its siblings) saved but not transmitted. */
  function placeBroken(accountId: string, { parent, children }: Extract<Batch, { readonly kind: 'bracket' }>): Answer {
    const save = (input: PlacedInput, kinship: Kinship) =>
      draftsOf(input).map((draft) => lifeCycle.submit(accountId, { ...draft, deactivated: true }, kinship))
    const saved = save(parent, {})
    const rows = children.flatMap((child): readonly AnswerRow[] => {
      const bad = fault(child)
      if (bad !== undefined) return [failedRow(child.references, bad)]
      return save(child, childOf(saved[0]?.id ?? 0)).map((order) =>
        acceptedRow(order, child.references.parentReference),
      )
    })
    return json(
      inAnyOrder(
        saved.map((order) => acceptedRow(order)),
        rows,
      ),
    )
  }

  /** Rows may come child first. */
  function inAnyOrder<T>(parents: readonly T[], children: readonly T[]): readonly T[] {
    return random.next() < 0.5 ? [...children, ...parents] : [...parents, ...children]
  }

  /** Rejected with a prompt: the order is kept until the prompt is answered. */
  function hold(accountId: string, input: PlacedInput, kinship: Kinship, prompt: OrderPrompt): object {
    const [draft] = draftsOf(input)
    if (draft === undefined) return []
    const { id } = lifeCycle.submit(accountId, { ...draft, deactivated: true }, kinship)
    const release = () => {
      if (book.get(id)?.status === 'Inactive') lifeCycle.change(id, draft)
    }
    return prompts.open(id, prompt, release, () => lifeCycle.cancelBySystem(id, 'Not confirmed'))
  }

  return (accountId, inputs) => {
    replies.makeStale()
    const batch = batchOf(inputs)
    if (batch.kind === 'unrelated') return bareError(200, 'Only a bracket or an OCA group can be placed in one request')
    const broken = batch.kind === 'bracket' && batch.children.some((child) => fault(child) !== undefined)
    if (broken && fault(batch.parent) === undefined) return placeBroken(accountId, batch)
    const bad = firstFault(inputs)
    if (bad !== undefined) return bareError(200, bad)
    const parent = placedParent(batch)
    if (parent === 'unknown') return bareError(200, 'The parent order does not exist or was cancelled')
    const drafts = inputs.flatMap(draftsOf)
    const proceed = () => {
      // Asked again: the same cOID may have been taken while the question was open.
      const late = firstFault(inputs)
      return late === undefined ? json(submit(accountId, batch, parent)) : bareError(200, late)
    }
    const decline = () => {
      for (const draft of drafts) lifeCycle.leaveUnconfirmed(accountId, draft)
    }
    return replies.ask(checks.questions(drafts), proceed, decline)
  }
}

function draftsOf(input: PlacedInput): readonly OrderDraft[] {
  return input.kind === 'order' ? [input.draft] : []
}

/** The children of one parent are a group: what one of them fills, the others need not. */
function childOf(parentId: number): Kinship {
  return { parentId, ocaGroup: String(parentId) }
}
