import type { OrderInput } from './order-input.ts'

/** A parsed order of a call. */
export type PlacedInput = Exclude<OrderInput, { readonly kind: 'refused' }>

/** The forms in which orders may come together. */
export type Batch =
  | { readonly kind: 'single'; readonly input: PlacedInput }
  /** All of them with `isSingleGroup`. */
  | { readonly kind: 'group'; readonly inputs: readonly PlacedInput[] }
  /** Children whose `parentId` is the `cOID` of the one order that has no parent. */
  | { readonly kind: 'bracket'; readonly parent: PlacedInput; readonly children: readonly PlacedInput[] }
  /** Children of an order that was placed before. */
  | { readonly kind: 'children'; readonly inputs: readonly PlacedInput[] }
  | { readonly kind: 'unrelated' }

/** Tells what the orders of one call are to each other. */
export function batchOf(inputs: readonly PlacedInput[]): Batch {
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
