import { type Instrument, instrumentByConid } from '../market/instruments.ts'
import type { Quote } from '../market/market.ts'
import type { World } from '../world.ts'
import { type Channel, refuse, type Topic } from './channel.ts'
import { depthRows } from './depth-rows.ts'

/** Depth of the market: the whole ladder whenever it moved, without an acknowledgement. One ladder per account. */
export function depthTopic(world: World, channel: Channel): Topic {
  const ladders = new Map<string, () => void>()

  function open([accountId = '', conid = '', exchange]: readonly string[]): void {
    const instrument = instrumentByConid(Number(conid))
    if (world.accounts.find(accountId) === undefined) refuse(channel, 'sbd', 'Invalid account ID')
    else if (instrument === undefined) refuse(channel, 'sbd', `Unknown contract ${conid}`)
    else
      start(accountId, instrument, ['sbd', accountId, conid, ...(exchange === undefined ? [] : [exchange])].join('+'))
  }

  function start(accountId: string, instrument: Instrument, topic: string): void {
    close(accountId)
    let told: Quote | undefined
    const tell = () => {
      const quote = world.market.quote(instrument)
      if (quote === told) return
      told = quote
      channel.send({ topic, data: depthRows(instrument, quote) })
    }
    ladders.set(accountId, world.market.moved.on(tell))
    tell()
  }

  function close(accountId: string): void {
    ladders.get(accountId)?.()
    ladders.delete(accountId)
  }

  return {
    subscribe: 'sbd',
    unsubscribe: 'ubd',
    open,
    close: ([accountId = '']) => close(accountId),
    closeAll: () => {
      for (const accountId of [...ladders.keys()]) close(accountId)
    },
  }
}
