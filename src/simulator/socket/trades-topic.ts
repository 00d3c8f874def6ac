import { windowStart } from '../orders/days.ts'
import { executionView } from '../orders/execution-view.ts'
import type { World } from '../world.ts'
import type { Channel, Topic } from './channel.ts'

/** Trades: an empty frame, the history of the window, then each execution twice, the second time with its commission. */
export function tradesTopic(world: World, channel: Channel): Topic {
  let stop = () => {}

  function open(_target: readonly string[], options: Readonly<Record<string, unknown>>): void {
    stop()
    channel.send({ topic: 'str', args: [] })
    if (options['realtimeUpdatesOnly'] !== true) {
      const recent = world.book.executionsSince(windowStart(options['days'], world.now()))
      if (recent.length > 0) {
        channel.send({ topic: 'str', args: recent.map((execution) => executionView(execution, true)) })
      }
    }
    stop = world.book.executed.on(({ kind, execution }) => {
      channel.send({ topic: 'str', args: [executionView(execution, kind === 'commission-known')] })
    })
  }

  const close = () => {
    stop()
    stop = () => {}
  }
  return { subscribe: 'str', unsubscribe: 'utr', open, close, closeAll: close }
}
