import { viewFor } from '../orders/order-delta.ts'
import { identity } from '../orders/order-view.ts'
import type { World } from '../world.ts'
import type { Channel, Topic } from './channel.ts'

/** Switches of a test over the order stream of every socket. */
export interface OrderStreamSwitch {
  /** True while no `sor` frame goes out. */
  silent: boolean
}

/** Live orders. Subscribing sends no snapshot: the first change of an order is told whole, later ones as deltas. */
export function ordersTopic(world: World, channel: Channel, streamSwitch: OrderStreamSwitch): Topic {
  let stop = () => {}

  function open(_target: readonly string[], options: Readonly<Record<string, unknown>>): void {
    stop()
    const warmUps = world.session.warmUps()
    if (world.session.brokerage().kind !== 'open' || !warmUps.accountsRead) {
      channel.send({ error: 'unable to subscribe', code: 500, topic: 'sor' })
      return
    }
    const filters = Array.isArray(options['filters']) ? (options['filters'] as readonly unknown[]) : []
    const known = new Set<number>()
    stop = world.book.changed.on((event) => {
      if (streamSwitch.silent || world.session.brokerage().kind !== 'open') return
      if (filters.length > 0 && !filters.includes(event.order.status)) return
      // After a filtered read of the live orders only the ids come, until a read with force=true.
      const muted = world.session.warmUps().orderDetailsMuted
      const view = muted ? identity(event.order) : viewFor(event, known)
      if (view !== undefined) channel.send({ topic: 'sor', args: [view] })
    })
  }

  const close = () => {
    stop()
    stop = () => {}
  }
  return { subscribe: 'sor', unsubscribe: 'uor', open, close, closeAll: close }
}
