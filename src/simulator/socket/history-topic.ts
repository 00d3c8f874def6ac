import { findInstrument } from '../contracts/find-instrument.ts'
import { type Bar, buildHistoryBody, buildRunningBar, type HistoryResponseBody } from '../market/history.ts'
import { type HistoryQuery, readHistoryQuery } from '../market/history-query.ts'
import type { Instrument } from '../market/instruments.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { sendTopicError, type Topic, type TopicOptions, type TopicSocket } from './topic.ts'

/** Maximum number of open history requests per socket. */
const maxOpen = 5
const updateMilliseconds = 1000
const letters = ['o', 'c', 'h', 'l', 'v'] as const

interface Question {
  readonly instrument: Instrument
  readonly query: HistoryQuery
  readonly shape: (bar: HistoryResponseBody['data'][number]) => object
  readonly send: (data: HistoryResponseBody['data'], points: number, body: object) => void
  readonly runningBar: () => Bar | undefined
  /** JSON of the last sent current bar. */
  lastSent: string
}

/**
 * Creates the history topic. It sends one response with every bar, then the current bar after a change, at most once a
 * second. A request occupies one of five slots until its server id is unsubscribed.
 */
export function createHistoryTopic(
  state: SimulatorState,
  socket: TopicSocket,
  { updates }: { readonly updates: boolean },
): Topic {
  const open = new Map<string, Question>()
  let count = 0
  let stop = () => {}

  function ask([target = '']: readonly string[], options: TopicOptions): void {
    const instrument = findInstrument(Number(target.split('@')[0]))
    const query = readHistoryQuery(parametersOf(options))
    if (instrument === undefined) sendTopicError(socket, 'smh', 'Chart data unavailable')
    else if (typeof query === 'string') sendTopicError(socket, 'smh', `Bad Request: ${query}`)
    else if (open.size >= maxOpen) sendTopicError(socket, 'smh', `At most ${maxOpen} history requests at a time`)
    else sendResponse(target, instrument, query, options)
  }

  function sendResponse(target: string, instrument: Instrument, query: HistoryQuery, options: TopicOptions): void {
    count += 1
    const serverId = String(count)
    const shape = shapeOf(options['format'])
    const body = buildHistoryBody(instrument, state.market, state.now(), query, serverId)
    const [first] = body.data
    const start = first !== undefined && 't' in first ? first.t : undefined
    const current = () => buildRunningBar(instrument, state.market, state.now(), query, start)
    const question: Question = {
      instrument,
      query,
      shape,
      runningBar: current,
      lastSent: JSON.stringify(current()),
      send: (data, points, body) => socket.send({ ...body, data: data.map(shape), points, topic: `smh+${target}` }),
    }
    open.set(serverId, question)
    question.send(body.data, body.points, body)
    if (updates && open.size === 1) stop = socket.timers.every(updateMilliseconds, update)
  }

  function update(): void {
    for (const [serverId, question] of open) {
      const bar = question.runningBar()
      const text = JSON.stringify(bar)
      if (bar === undefined || text === question.lastSent) continue
      question.lastSent = text
      question.send(
        [bar],
        0,
        buildHistoryBody(question.instrument, state.market, state.now(), question.query, serverId),
      )
    }
  }

  function free(serverId: string): void {
    open.delete(serverId)
    if (open.size === 0) stop()
  }

  return {
    subscribe: 'smh',
    unsubscribe: 'umh',
    open: ask,
    close: ([serverId = '']) => {
      free(serverId)
      socket.send({ message: `Unsubscribed ${serverId}` })
    },
    closeAll: () => {
      for (const serverId of [...open.keys()]) free(serverId)
    },
  }
}

/** Reads the query parameters of the REST call from JSON. */
function parametersOf(options: TopicOptions) {
  const names = ['period', 'bar', 'source', 'outsideRth', 'startTime', 'direction']
  return Object.fromEntries(
    names.filter((name) => options[name] !== undefined).map((name) => [name, String(options[name])]),
  )
}

/** Selects the values in a format such as `%o/%c`, and the time of each bar. */
function shapeOf(format: unknown): Question['shape'] {
  if (typeof format !== 'string') return (bar) => bar
  const dropped: readonly string[] = letters.filter((letter) => !format.includes(`%${letter}`))
  return (bar) => Object.fromEntries(Object.entries(bar).filter(([letter]) => !dropped.includes(letter)))
}
