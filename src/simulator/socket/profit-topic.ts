import { profitAndLoss, type World } from '../world.ts'
import type { Channel, Topic } from './channel.ts'

const intervalMilliseconds = 1000

/** Profit and loss, at most once a second. The socket calls the excess liquidity `uel` where REST says `el`. */
export function profitTopic(world: World, channel: Channel): Topic {
  let stop = () => {}

  function send(): void {
    const rows = world.accounts.ids.map((id) => {
      const value = profitAndLoss(world, id)
      const row = {
        rowType: 1,
        dpl: value.daily,
        nl: value.netLiquidation,
        upl: value.unrealized,
        uel: value.excessLiquidity,
        mv: value.marketValue,
      }
      return [`${id}.Core`, row] as const
    })
    channel.send({ topic: 'spl', args: Object.fromEntries(rows) })
  }

  const close = () => {
    stop()
    stop = () => {}
  }
  const open = () => {
    close()
    world.session.warmUps().profitStreamed = true
    send()
    stop = channel.timers.every(intervalMilliseconds, send)
  }
  return { subscribe: 'spl', outlivesBrokerage: true, unsubscribe: 'upl', open, close, closeAll: close }
}
