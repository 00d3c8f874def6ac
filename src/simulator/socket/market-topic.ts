import { fieldValues } from '../market/fields.ts'
import { type Instrument, instrumentByConid } from '../market/instruments.ts'
import type { World } from '../world.ts'
import type { Channel, Topic } from './channel.ts'

/** A stream ends by itself after 15 minutes unless it is asked for again. */
const lifeMilliseconds = 900_000

interface Stream {
  readonly instrument: Instrument
  readonly target: string
  readonly serverId: string
  readonly fields: Set<string>
  readonly sent: Map<string, string | number>
  renewedAt: number
}

/** Market data: the first frame holds every field, later ones what changed. Asking again with other fields adds them. */
export function marketTopic(world: World, channel: Channel): Topic {
  const streams = new Map<string, Stream>()
  let count = 0
  let stop = () => {}

  function open([target = '']: readonly string[], options: Readonly<Record<string, unknown>>): void {
    const warmUps = world.session.warmUps()
    if (world.session.brokerage().kind !== 'open' || !warmUps.accountsRead) {
      channel.send({ error: 'No accounts', code: 500, topic: 'smd' })
      return
    }
    const instrument = instrumentByConid(Number(target.split('@')[0]))
    if (instrument === undefined) {
      channel.send({ error: `Unknown contract ${target}`, code: 500, topic: 'smd' })
      return
    }
    const asked = Array.isArray(options['fields']) ? (options['fields'] as readonly unknown[]).map(String) : []
    const stream = streams.get(target) ?? start(target, instrument)
    for (const field of asked) stream.fields.add(field)
    stream.renewedAt = world.now()
    send(stream)
    if (streams.size === 1) {
      stop()
      stop = world.market.moved.on(() => {
        for (const each of streams.values()) send(each)
      })
    }
  }

  function start(target: string, instrument: Instrument): Stream {
    const stream = {
      instrument,
      target,
      serverId: `q${count}`,
      fields: new Set(['6509']),
      sent: new Map<string, string | number>(),
      renewedAt: world.now(),
    }
    count += 1
    streams.set(target, stream)
    return stream
  }

  function send(stream: Stream): void {
    if (world.now() - stream.renewedAt > lifeMilliseconds) {
      drop(stream.target)
      return
    }
    if (world.session.brokerage().kind !== 'open') return
    const quote = world.market.quote(stream.instrument)
    const values = Object.entries(fieldValues(stream.fields, stream.instrument, quote))
    const changed = values.filter(([field, value]) => stream.sent.get(field) !== value)
    if (changed.length === 0) return
    for (const [field, value] of changed) stream.sent.set(field, value)
    channel.send({
      ...Object.fromEntries(changed),
      server_id: stream.serverId,
      '6119': stream.serverId,
      conidEx: stream.target,
      conid: stream.instrument.conid,
      _updated: quote.updatedAt,
      topic: `smd+${stream.target}`,
    })
  }

  function drop(target: string): void {
    streams.delete(target)
    if (streams.size > 0) return
    stop()
    stop = () => {}
  }

  return {
    subscribe: 'smd',
    unsubscribe: 'umd',
    open,
    close: ([target = '']) => drop(target),
    closeAll: () => {
      for (const target of [...streams.keys()]) drop(target)
    },
  }
}
