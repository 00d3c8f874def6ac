import { createErrorWithoutStatus, type HttpResponse, json } from '../http/response.ts'
import type { SeededRandom } from '../seeded-random.ts'
import type { Order, OrderDraft, OrderLinks } from './order.ts'
import { describeDuplicateOrder, type OrderChecks } from './order-checks.ts'
import type { OrderInput, OrderReferences } from './order-input.ts'
import type { OrderLifeCycle } from './order-life-cycle.ts'
import type { OrderStore } from './order-store.ts'
import type { PendingOrderReplies } from './pending-order-replies.ts'
import type { RejectionPrompt, RejectionPrompts } from './rejection-prompts.ts'

export type AcceptedOrderInput = Exclude<OrderInput, { readonly kind: 'refused' }>

/** The relation between the orders of one request. */
type OrderBatch =
  | { readonly kind: 'single'; readonly input: AcceptedOrderInput }
  /** Orders with `isSingleGroup`, which form one group. */
  | { readonly kind: 'group'; readonly inputs: readonly AcceptedOrderInput[] }
  /** A bracket: one order without a parent, and children with its `cOID` as their `parentId`. */
  | { readonly kind: 'bracket'; readonly parent: AcceptedOrderInput; readonly children: readonly AcceptedOrderInput[] }
  /** Children of an order that was placed earlier. */
  | { readonly kind: 'children'; readonly inputs: readonly AcceptedOrderInput[] }
  | { readonly kind: 'unrelated' }

type Bracket = Extract<OrderBatch, { readonly kind: 'bracket' }>

/**
 * Fault of one bracket. `reject-child`: the last child is rejected. `lose-children`: only the parent is placed, as
 * after a dropped connection.
 */
export type BracketFault = 'reject-child' | 'lose-children'

/** Determines the relation between the orders of one request. */
function determineOrderBatch(inputs: readonly AcceptedOrderInput[]): OrderBatch {
  const [first, ...rest] = inputs
  if (first === undefined) return { kind: 'unrelated' }
  if (rest.length === 0) return { kind: 'single', input: first }
  if (inputs.every(({ references }) => references.singleGroup)) return { kind: 'group', inputs }
  const parents = inputs.filter(({ references }) => references.parentReference === undefined)
  const [parent] = parents
  const children = inputs.filter((input) => input !== parent)
  const named = parent?.references.clientOrderId ?? first.references.parentReference
  const belong = children.every(({ references }) => references.parentReference === named)
  if (named === undefined || parents.length > 1 || !belong) return { kind: 'unrelated' }
  return parent === undefined ? { kind: 'children', inputs } : { kind: 'bracket', parent, children }
}

/** A row of the response to placing or changing orders. */
export interface OrderRow {
  /** The order id, -1 for a failed child of a bracket. */
  readonly order_id: string
  readonly order_status: string
  readonly encrypt_message: '1'
  readonly local_order_id?: string
  readonly parent_order_id?: string
  readonly text?: string
  readonly warning_message?: string
}

/** Returns the row of an accepted order. */
export function createAcceptedRow(order: Order, parentReference?: string): OrderRow {
  return {
    order_id: String(order.id),
    order_status: order.status,
    encrypt_message: '1',
    ...(order.clientOrderId === undefined ? {} : { local_order_id: order.clientOrderId }),
    ...(parentReference === undefined ? {} : { parent_order_id: parentReference }),
  }
}

/** Returns the row of a failed child of a bracket. */
function createFailedRow({ clientOrderId, parentReference }: OrderReferences, text: string): OrderRow {
  return {
    order_id: '-1',
    order_status: 'Failed',
    encrypt_message: '1',
    text,
    warning_message: 'The other orders of the bracket were saved and not transmitted',
    ...(clientOrderId === undefined ? {} : { local_order_id: clientOrderId }),
    ...(parentReference === undefined ? {} : { parent_order_id: parentReference }),
  }
}

/** Handles the orders of one request: rejects them, returns order questions, or submits them. */
export type PlaceOrders = (accountId: string, inputs: readonly AcceptedOrderInput[]) => HttpResponse

/** Creates the function that places the orders of one request. */
export function createOrderPlacement(settings: {
  readonly orderStore: OrderStore
  readonly lifeCycle: OrderLifeCycle
  readonly checks: OrderChecks
  readonly replies: PendingOrderReplies
  readonly prompts: RejectionPrompts
  readonly bracketFaults: BracketFault[]
  readonly random: SeededRandom
}): PlaceOrders {
  const { orderStore, lifeCycle, checks, replies, prompts, bracketFaults, random } = settings

  function fault(accountId: string, input: AcceptedOrderInput): string | undefined {
    if (input.kind === 'failed') return input.error
    const { draft, references } = input
    // A child closes what its parent opens, which the account does not have yet.
    const margin = references.parentReference === undefined ? checks.marginFault(accountId, draft) : undefined
    return checks.rejectionReason(draft) ?? margin ?? checks.duplicate(draft.clientOrderId)
  }

  function firstFault(accountId: string, inputs: readonly AcceptedOrderInput[]): string | undefined {
    const ids = inputs.flatMap(({ references }) => references.clientOrderId ?? [])
    const twice = ids.find((id, at) => ids.indexOf(id) !== at)
    const bad = inputs.map((input) => fault(accountId, input)).find((each) => each !== undefined)
    return bad ?? (twice === undefined ? undefined : describeDuplicateOrder(twice))
  }

  /** Finds the parent of children that are placed later than their parent. */
  function placedParent(batch: OrderBatch): Order | 'unknown' | undefined {
    const child = batch.kind === 'single' ? batch.input : batch.kind === 'children' ? batch.inputs[0] : undefined
    const reference = child?.references.parentReference
    if (reference === undefined) return undefined
    const parent = orderStore.byClientId(reference) ?? orderStore.get(Number(reference))
    return parent === undefined || parent.status === 'Cancelled' ? 'unknown' : parent
  }

  function submit(accountId: string, batch: OrderBatch, parent: Order | undefined): readonly OrderRow[] | object {
    const links = parent === undefined ? {} : childOf(parent.id)
    const one = (input: AcceptedOrderInput, kin: OrderLinks) =>
      draftsOf(input).map((draft) => {
        return createAcceptedRow(lifeCycle.submit(accountId, draft, kin), input.references.parentReference)
      })
    switch (batch.kind) {
      case 'unrelated':
        return []
      case 'single': {
        const prompt = prompts.next()
        return prompt === undefined ? one(batch.input, links) : hold(accountId, batch.input, links, prompt)
      }
      case 'children':
        return batch.inputs.flatMap((input) => one(input, links))
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

  /**
   * Places a bracket with a failed child. A bracket is not atomic: its parent and siblings are saved but not
   * transmitted.
   */
  function placeBroken(accountId: string, { parent, children }: Bracket): HttpResponse {
    const save = (input: AcceptedOrderInput, links: OrderLinks) =>
      draftsOf(input).map((draft) => lifeCycle.submit(accountId, { ...draft, deactivated: true }, links))
    const saved = save(parent, {})
    const rows = children.flatMap((child): readonly OrderRow[] => {
      const bad = fault(accountId, child)
      if (bad !== undefined) return [createFailedRow(child.references, bad)]
      return save(child, childOf(saved[0]?.id ?? 0)).map((order) =>
        createAcceptedRow(order, child.references.parentReference),
      )
    })
    return json(
      inAnyOrder(
        saved.map((order) => createAcceptedRow(order)),
        rows,
      ),
    )
  }

  /** Returns the rows in random order, because IBKR may return the child's row first. */
  function inAnyOrder<T>(parents: readonly T[], children: readonly T[]): readonly T[] {
    return random.next() < 0.5 ? [...children, ...parents] : [...parents, ...children]
  }

  /** Rejects the order with a prompt and saves it until the prompt is answered. */
  function hold(accountId: string, input: AcceptedOrderInput, links: OrderLinks, prompt: RejectionPrompt): object {
    const [draft] = draftsOf(input)
    if (draft === undefined) return []
    const { id } = lifeCycle.submit(accountId, { ...draft, deactivated: true }, links)
    const release = () => {
      if (orderStore.get(id)?.status === 'Inactive') lifeCycle.change(id, draft)
    }
    return prompts.open(id, prompt, release, () => lifeCycle.cancelBySystem(id, 'Not confirmed'))
  }

  return (accountId, inputs) => {
    replies.makeStale()
    const asked = determineOrderBatch(inputs)
    if (asked.kind === 'unrelated')
      return createErrorWithoutStatus(200, 'Only a bracket or an OCA group can be placed in one request')
    const batch = asked.kind === 'bracket' ? applyFault(asked, bracketFaults.shift()) : asked
    const broken = batch.kind === 'bracket' && batch.children.some((child) => fault(accountId, child) !== undefined)
    if (broken && fault(accountId, batch.parent) === undefined) return placeBroken(accountId, batch)
    const bad = firstFault(accountId, inputs)
    if (bad !== undefined) return createErrorWithoutStatus(200, bad)
    const parent = placedParent(batch)
    if (parent === 'unknown') return createErrorWithoutStatus(200, 'The parent order does not exist or was cancelled')
    const drafts = inputs.flatMap(draftsOf)
    const proceed = () => {
      // Check again, because another order may have used the same cOID while the question was open.
      const late = firstFault(accountId, inputs)
      return late === undefined ? json(submit(accountId, batch, parent)) : createErrorWithoutStatus(200, late)
    }
    const decline = () => {
      if (batch.kind !== 'bracket') {
        for (const draft of drafts) lifeCycle.leaveUnconfirmed(accountId, draft)
        return
      }
      for (const draft of draftsOf(batch.parent)) {
        const { id } = lifeCycle.leaveUnconfirmed(accountId, draft)
        for (const child of batch.children.flatMap(draftsOf)) lifeCycle.leaveUnconfirmed(accountId, child, childOf(id))
      }
    }
    return replies.ask(checks.questions(drafts), proceed, decline)
  }
}

function applyFault(batch: Bracket, fault: BracketFault | undefined): Bracket {
  if (fault === undefined) return batch
  if (fault === 'lose-children') return { ...batch, children: [] }
  const { references } = batch.children.at(-1) ?? batch.parent
  const rejected = { kind: 'failed', references, error: 'The order was rejected by the exchange' } as const
  return { ...batch, children: [...batch.children.slice(0, -1), rejected] }
}

function draftsOf(input: AcceptedOrderInput): readonly OrderDraft[] {
  return input.kind === 'order' ? [input.draft] : []
}

/** Returns the links of a child. The children of one parent form a group: a fill of one child reduces the others. */
function childOf(parentId: number): OrderLinks {
  return { parentId, ocaGroup: String(parentId) }
}
