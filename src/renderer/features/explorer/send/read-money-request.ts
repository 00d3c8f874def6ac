import { classifyRequest } from '../../../../shared/catalogue/classify-request.ts'
import type { RequestDraft } from '../../../../shared/contract/schemas.ts'
import type { JsonNode } from '../body/json-node.ts'
import { readJson } from '../body/read-json.ts'
import { type OrderReading, readOrder } from './read-order.ts'

/** What a request that moves money is about, read out of what will really be sent. */
export type MoneyRequest =
  | { readonly kind: 'place'; readonly account: string; readonly orders: readonly OrderReading[] }
  | { readonly kind: 'change'; readonly account: string; readonly orderId: string; readonly order: OrderReading }
  /** `orderId` is undefined for all orders that work. */
  | { readonly kind: 'cancel'; readonly account: string; readonly orderId: string | undefined }
  | { readonly kind: 'answer'; readonly confirmed: boolean }
  /** Method, path and body say it. `doubt`: why no more is read out of them. */
  | { readonly kind: 'other'; readonly title: string | undefined; readonly doubt?: string }

/** Reads a request that is complete: variables have their values. Pure. */
export function readMoneyRequest({ method, path, body }: RequestDraft): MoneyRequest {
  const { operation, canonicalPath = path, effect, reason } = classifyRequest({ method, path })
  const read = body === undefined ? undefined : readJson(body)
  const node = read?.kind === 'read' ? read.node : undefined
  const twice = node && nameTwice(node)
  const other = (doubt?: string): MoneyRequest => ({
    kind: 'other',
    title: operation?.title,
    ...(doubt !== undefined && { doubt }),
  })
  const segment = (at: number): string => decodeURIComponent(canonicalPath.split('/').at(at) ?? '')
  const cancelsAll = operation?.id === 'orders.cancel' && segment(-1) === '-1'
  if (effect === 'unknown' && !cancelsAll) return other(reason)
  if (twice !== undefined) return other(`"${twice}" stands twice in one object: nobody can say which one counts.`)
  switch (operation?.id) {
    case 'orders.place':
    case 'legacy.place-order': {
      const orders = ordersOf(node)?.map(readOrder)
      if (!orders?.length || !isWhole(orders)) return other('Its orders cannot be read.')
      return { kind: 'place', account: segment(-2), orders }
    }
    case 'orders.modify': {
      const order = node && readOrder(node)
      return order
        ? { kind: 'change', account: segment(-3), orderId: segment(-1), order }
        : other('The order cannot be read.')
    }
    case 'orders.cancel': {
      return { kind: 'cancel', account: segment(-3), orderId: cancelsAll ? undefined : segment(-1) }
    }
    case 'orders.reply': {
      const confirmed =
        node?.kind === 'object' ? node.members.find(({ name }) => name === 'confirmed')?.value : undefined
      return confirmed?.kind === 'boolean' ? { kind: 'answer', confirmed: confirmed.value } : other()
    }
    default:
      return other()
  }
}

/** `{"orders": [...]}`, a list, or one order by itself: IBKR has described all three. */
function ordersOf(node: JsonNode | undefined): readonly JsonNode[] | undefined {
  if (node?.kind === 'array') return node.items
  if (node?.kind !== 'object') return undefined
  const orders = node.members.find(({ name }) => name === 'orders')?.value
  return orders === undefined ? [node] : orders.kind === 'array' ? orders.items : undefined
}

const isWhole = (orders: readonly (OrderReading | undefined)[]): orders is readonly OrderReading[] =>
  orders.every((order) => order !== undefined)

function nameTwice(node: JsonNode): string | undefined {
  if (node.kind === 'array') return firstOf(node.items, nameTwice)
  if (node.kind !== 'object') return undefined
  const names = new Set<string>()
  for (const { name } of node.members) {
    if (names.has(name)) return name
    names.add(name)
  }
  return firstOf(node.members, ({ value }) => nameTwice(value))
}

function firstOf<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}
