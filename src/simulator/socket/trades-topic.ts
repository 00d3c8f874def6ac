import { buildExecutionView } from '../orders/execution-view.ts'
import { findWeekStart } from '../orders/order-store.ts'
import type { SimulatorState } from '../simulator-state.ts'
import type { Topic, TopicSocket } from './topic.ts'

/** The only socket that receives trades. Other sockets with the same subscription receive no frames. */
export interface TradesSubscriber {
  socket: TopicSocket | undefined
}

/**
 * Creates the trades topic. It sends an empty frame, the executions of a week, then each execution twice, the second
 * time with its commission. A second socket with this subscription receives no frames.
 */
export function createTradesTopic(state: SimulatorState, socket: TopicSocket, owner: TradesSubscriber): Topic {
  let stop = () => {}

  function open(_target: readonly string[], options: Readonly<Record<string, unknown>>): void {
    stop()
    if (owner.socket !== undefined && owner.socket !== socket) return
    owner.socket = socket
    socket.send({ topic: 'str', args: [] })
    if (options['realtimeUpdatesOnly'] !== true) {
      const recent = state.orderStore.executionsSince(findWeekStart(state.now()))
      if (recent.length > 0) {
        socket.send({ topic: 'str', args: recent.map((execution) => buildExecutionView(execution, true)) })
      }
    }
    stop = state.orderStore.executed.on(({ kind, execution }) => {
      socket.send({ topic: 'str', args: [buildExecutionView(execution, kind === 'commission-known')] })
    })
  }

  const close = () => {
    if (owner.socket === socket) owner.socket = undefined
    stop()
    stop = () => {}
  }
  return { subscribe: 'str', unsubscribe: 'utr', open, close, closeAll: close }
}
