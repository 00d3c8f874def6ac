import { findInstrument } from '../contracts/find-instrument.ts'
import { parseCombo } from '../market/combo-instruments.ts'
import { getInstrumentKey, type Instrument } from '../market/instruments.ts'
import type { Quote } from '../market/quote.ts'
import { readQuoteFieldValues } from '../market/quote-fields.ts'
import type { SimulatorState } from '../simulator-state.ts'
import type { Topic, TopicSocket } from './topic.ts'

/**
 * Lifetime of a stream in ms: 10 minutes, unless the client requests the stream again. Source: IBKR's change log of 14
 * April 2026; its guide says 15.
 */
const lifeMilliseconds = 600_000

interface Stream {
  readonly instrument: Instrument
  /** Constant fields that follow the values in every frame. */
  readonly trailer: { readonly beforeTime: string; readonly afterTime: string }
  list: FieldList
  /** The last sent quote. */
  lastSent: Quote | undefined
  stopLife: () => void
  /**
   * Whether a REST call has ended the market data of the contract. The socket then sends nothing until it subscribes
   * again.
   */
  isMuted: boolean
}

/** Market data state that all sockets share. */
export interface SharedMarketData {
  readonly texts: QuoteJsonCache
  readonly lines: MarketDataLines
}

/**
 * Creates the market data topic. The first frame contains every field, later frames only changes. A repeated
 * subscription renews the stream and adds its fields.
 */
export function createMarketTopic(
  state: SimulatorState,
  socket: TopicSocket,
  { texts, lines }: SharedMarketData,
): Topic {
  const streams = new Map<string, Stream>()
  let count = 0
  let stop = () => {}

  function open([target = '']: readonly string[], options: Readonly<Record<string, unknown>>): void {
    const combo = parseCombo(target, true)
    const instrument =
      combo === undefined
        ? findInstrument(Number(target.split('@')[0]))
        : combo.kind === 'combo'
          ? combo.instrument
          : undefined
    const refusal = combo?.kind === 'refused' ? combo.reason : refusalOf(target, instrument)
    const stream = instrument && refusal === undefined ? (streams.get(target) ?? start(target, instrument)) : undefined
    if (stream === undefined) {
      socket.send({ error: refusal ?? 'No market data line is free', code: 500, topic: 'smd' })
      return
    }
    renew(target, stream)
    const added = createFieldList(fieldsOf(options).filter((field) => !stream.list.fields.includes(field)))
    stream.list = createFieldList([...stream.list.fields, ...added.fields])
    if (stream.lastSent === undefined) sendUpdate(stream)
    else send(stream, texts.members(stream.instrument, added, undefined, stream.lastSent), stream.lastSent)
  }

  function refusalOf(target: string, instrument: Instrument | undefined): string | undefined {
    if (!state.session.warmUps().accountsRead) return 'No accounts'
    return instrument === undefined ? `Unknown contract ${target}` : undefined
  }

  function start(target: string, instrument: Instrument): Stream | undefined {
    if (!lines.take()) return undefined
    count += 1
    const [serverId, conidEx, topic] = [`q${count}`, target, `smd+${target}`].map((text) => JSON.stringify(text))
    const stream: Stream = {
      instrument,
      trailer: {
        beforeTime: `,"server_id":${serverId},"6119":${serverId},"conidEx":${conidEx},"conid":${instrument.conid},"_updated":`,
        afterTime: `,"topic":${topic}}`,
      },
      list: createFieldList(['6509']),
      lastSent: undefined,
      stopLife: () => {},
      isMuted: false,
    }
    streams.set(target, stream)
    if (streams.size === 1) stop = follow()
    return stream
  }

  function follow(): () => void {
    const stops = [
      state.market.moved.on(() => {
        for (const each of streams.values()) if (!each.isMuted) sendUpdate(each)
      }),
      state.marketDataEnded.on((conid) => {
        for (const each of streams.values()) {
          if (conid !== undefined && each.instrument.conid !== conid) continue
          each.isMuted = true
          each.lastSent = undefined
        }
      }),
    ]
    return () => {
      for (const each of stops) each()
    }
  }

  function renew(target: string, stream: Stream): void {
    stream.stopLife()
    stream.stopLife = socket.timers.after(lifeMilliseconds, () => drop(target))
    stream.isMuted = false
  }

  function sendUpdate(stream: Stream): void {
    const quote = state.market.quote(stream.instrument)
    if (quote === stream.lastSent) return
    const members = texts.members(stream.instrument, stream.list, stream.lastSent, quote)
    stream.lastSent = quote
    send(stream, members, quote)
  }

  function send({ trailer }: Stream, members: string, quote: Quote): void {
    if (members !== '') socket.sendText(`{${members}${trailer.beforeTime}${quote.updatedAt}${trailer.afterTime}`)
  }

  function drop(target: string): void {
    const stream = streams.get(target)
    if (stream === undefined) return
    streams.delete(target)
    stream.stopLife()
    lines.free()
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

/** Returns the valid field ids. Ignoring invalid ids prevents a client from extending the list without limit. */
function fieldsOf(options: Readonly<Record<string, unknown>>): readonly string[] {
  const { fields } = options
  return Array.isArray(fields) ? fields.map(String).filter((field) => /^\d{2,4}$/.test(field)) : []
}

/** The market data lines of the user. Each stream on any socket uses one line. */
export interface MarketDataLines {
  /** Reserves a line. Returns false if all lines are in use. */
  take(): boolean
  free(): void
}

export function createMarketDataLines(limit: number): MarketDataLines {
  let taken = 0
  return {
    take: () => {
      if (taken >= limit) return false
      taken += 1
      return true
    },
    free: () => {
      taken -= 1
    },
  }
}

/** The fields of a stream, in the requested order. */
interface FieldList {
  readonly fields: readonly string[]
  /** A key that is equal for equal lists of fields. */
  readonly key: string
}

/**
 * Changed fields as JSON members, shared by all sockets: values for several streams are compared and serialised once.
 */
export interface QuoteJsonCache {
  /**
   * Returns members such as `"31":"242.10","84":"242.09"` of the fields that changed since `before`. Without `before`,
   * returns every available field. Empty if nothing changed.
   */
  members(instrument: Instrument, list: FieldList, before: Quote | undefined, quote: Quote): string
}

type Values = ReturnType<typeof readQuoteFieldValues>

/** The last result per instrument, for streams with the same fields. */
interface CachedMembers {
  readonly key: string
  readonly before: Quote | undefined
  readonly quote: Quote
  readonly values: Values
  readonly text: string
}

/** Creates a list of distinct fields. */
function createFieldList(fields: readonly string[]): FieldList {
  const distinct = [...new Set(fields)]
  return { fields: distinct, key: distinct.join() }
}

/** Creates a cache with one entry per instrument. */
export function createQuoteJsonCache(): QuoteJsonCache {
  const cache = new Map<string | number, CachedMembers>()
  return {
    members: (instrument, { fields, key }, before, quote) => {
      const cacheKey = getInstrumentKey(instrument)
      const last = cache.get(cacheKey)
      const same = last?.key === key ? last : undefined
      if (same?.quote === quote && same.before === before) return same.text
      const values = same?.quote === quote ? same.values : readQuoteFieldValues(fields, instrument, quote)
      const older =
        before === undefined
          ? undefined
          : same?.quote === before
            ? same.values
            : readQuoteFieldValues(fields, instrument, before)
      let text = ''
      for (const field of fields) {
        const value = values[field]
        if (value === undefined || value === older?.[field]) continue
        text += `${text === '' ? '' : ','}${JSON.stringify(field)}:${JSON.stringify(value)}`
      }
      cache.set(cacheKey, { key, before, quote, values, text })
      return text
    },
  }
}
