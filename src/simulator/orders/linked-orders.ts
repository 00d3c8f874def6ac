import { roundQuantity } from '../account/ledger.ts'
import { isDone, type Order } from './order.ts'
import type { OrderLifeCycle } from './order-life-cycle.ts'
import type { OrderStore } from './order-store.ts'

/**
 * Links orders. The children of a bracket wait for their parent and end with it. The children of one parent, or of an
 * OCA group, reduce each other: each fill reduces the other orders by the same quantity. The first complete fill
 * cancels the other orders. A child that the user cancels takes the other children of its parent with it.
 */
export function linkOrders(orderStore: OrderStore, lifeCycle: OrderLifeCycle): void {
  const children = new Map<number, Set<number>>()
  const groups = new Map<string, Set<number>>()

  function join({ id, parentId, ocaGroup }: Order): void {
    if (parentId !== undefined) memberSet(children, parentId).add(id)
    if (ocaGroup !== undefined) memberSet(groups, ocaGroup).add(id)
  }

  function leave({ id, parentId, ocaGroup }: Order): void {
    children.delete(id)
    if (parentId !== undefined) removeMember(children, parentId, id)
    if (ocaGroup !== undefined) removeMember(groups, ocaGroup, id)
  }

  function shrinkOthers(order: Order, quantity: number): void {
    for (const id of [...(groups.get(order.ocaGroup ?? '') ?? [])]) {
      const other = orderStore.get(id)
      if (id === order.id || other === undefined || isDone(other)) continue
      const left = roundQuantity(other.quantity - quantity)
      if (order.status === 'Filled' || left <= other.filled) {
        lifeCycle.cancelBySystem(id, 'Another order of the group was filled')
      } else orderStore.update(id, { quantity: left })
    }
  }

  orderStore.changed.on((event) => {
    const { order } = event
    if (event.kind === 'full' && !isDone(order)) join(order)
    if (event.kind === 'delta' && order.ocaGroup !== undefined && order.filled > event.before.filled) {
      shrinkOthers(order, roundQuantity(order.filled - event.before.filled))
    }
    if (!isDone(order)) return
    for (const id of [...(children.get(order.id) ?? [])]) {
      // Delay the child, because it must not trade during its parent's fill.
      if (order.status === 'Filled') lifeCycle.send(id)
      else lifeCycle.cancelBySystem(id, 'The parent order was cancelled')
    }
    if (order.parentId !== undefined && order.status === 'Cancelled' && order.cancelReason === undefined) {
      for (const id of groups.get(order.ocaGroup ?? '') ?? [])
        if (id !== order.id) lifeCycle.cancelBySystem(id, 'Another order of the bracket was cancelled')
    }
    leave(order)
  })
}

function memberSet<K>(sets: Map<K, Set<number>>, key: K): Set<number> {
  const found = sets.get(key) ?? new Set()
  sets.set(key, found)
  return found
}

function removeMember<K>(sets: Map<K, Set<number>>, key: K, id: number): void {
  const members = sets.get(key)
  members?.delete(id)
  if (members?.size === 0) sets.delete(key)
}
