import { numberOf, omitUndefined, type Row, rowOf, rowsOf, textOf } from '../../shared/domain/read-value.ts'
import type { SocketFrame } from '../socket/socket-events.ts'
import { completeWhenClosed, type StreamSource } from './stream-source.ts'
import type { ValueStream } from './value-stream.ts'

/** A message that the server sends without a subscription. `at`: time of arrival in ms since epoch. */
export type Announcement = { readonly at: number } & (
  | {
      /** The first frame of a connection (`system`). */
      readonly kind: 'welcome'
      /** User name of the login. */
      readonly user: string
      /** Whether it is a paper login. */
      readonly paper?: boolean
    }
  /** State of the brokerage session (`sts`). IBKR may send only the fields that changed. */
  | {
      readonly kind: 'status'
      /** Whether the brokerage session is authenticated. */
      readonly authenticated?: boolean
      /** Whether another login of the user competes for the session. */
      readonly competing?: boolean
      /** Whether the gateway is connected to IBKR. */
      readonly connected?: boolean
      /** Whether the brokerage session can be used. */
      readonly established?: boolean
      /** IBKR's text about the state. */
      readonly message?: string
      /** IBKR's reason for a failure. */
      readonly fail?: string
    }
  /** The accounts of the login, and the selected one (`act`). */
  | { readonly kind: 'accounts'; readonly accounts: readonly string[]; readonly selected?: string }
  /** A notice (`ntf`). */
  | {
      readonly kind: 'notice'
      /** IBKR's id of the notice. */
      readonly id?: string
      /** Title of the notice. */
      readonly title?: string
      /** Text of the notice. */
      readonly text: string
      /** Address with more information. */
      readonly url?: string
    }
  /** A question about an order. `POST iserver/notification` answers it. */
  | {
      readonly kind: 'prompt'
      /** IBKR's id of the order. */
      readonly orderId: string
      /** Id for the answer. */
      readonly requestId: string
      /** Text of the question. */
      readonly text: string
      /** Labels of the possible answers. */
      readonly options: readonly string[]
    }
  /** A bulletin about an exchange (`blt`). */
  | { readonly kind: 'bulletin'; readonly id?: string; readonly message: string }
  /** A subscription or another message was refused. */
  | { readonly kind: 'refusal'; readonly topic?: string; readonly code?: number; readonly text: string }
)

type Content = Announcement extends infer One ? (One extends { at: number } ? Omit<One, 'at'> : never) : never

const PARSERS: Readonly<Record<string, (row: Row) => readonly Content[]>> = {
  system: welcome,
  sts: (row) => rowsOf(row['args']).map(status),
  act: (row) => rowsOf(row['args']).map(accounts),
  ntf: (row) => rowsOf(row['args'] ?? row).flatMap((one) => (one['prompt'] === true ? prompt(one) : notice(one))),
  blt: (row) => rowsOf(row['args'] ?? row).flatMap(bulletin),
}

/** Returns a stream of all announcements from now on. */
export function observeAnnouncements(source: StreamSource): ValueStream<Announcement> {
  return completeWhenClosed(source, (subscriber) => {
    const receive = (frame: SocketFrame): void => {
      for (const announcement of readAnnouncements(frame.value, frame.at)) subscriber.next(announcement)
    }
    // A refusal has the topic of the refused message, the topic `error`, or none.
    const releases = [source.events.on('refused', receive)]
    for (const topic of Object.keys(PARSERS))
      releases.push(source.on(topic, (frame) => frame.error === undefined && receive(frame)))
    return () => {
      for (const release of releases) release()
    }
  })
}

/** Parses the announcements in a frame; heartbeats and data contain none. Pure. */
export function readAnnouncements(frame: unknown, at: number): readonly Announcement[] {
  const row = rowOf(frame)
  return row === undefined ? [] : contents(row).map((content): Announcement => ({ ...content, at }))
}

function contents(row: Row): readonly Content[] {
  if (textOf(row['error']) !== undefined) return [refusal(row)]
  const topic = row['topic']
  return typeof topic === 'string' && Object.hasOwn(PARSERS, topic) ? (PARSERS[topic]?.(row) ?? []) : []
}

function refusal(row: Row): Content {
  const rest = omitUndefined<{ topic: string; code: number }>({
    topic: textOf(row['topic']),
    code: numberOf(row['code']),
  })
  return { kind: 'refusal', text: textOf(row['error']) ?? '', ...rest }
}

function welcome(row: Row): readonly Content[] {
  const user = textOf(row['success'])
  if (user === undefined) return []
  return [{ kind: 'welcome', user, ...omitUndefined<{ paper: boolean }>({ paper: flag(row['isPaper']) }) }]
}

function status(args: Row): Content {
  const parts = omitUndefined<Omit<Extract<Content, { kind: 'status' }>, 'kind'>>({
    authenticated: flag(args['authenticated']),
    competing: flag(args['competing']),
    connected: flag(args['connected']),
    established: flag(args['established']),
    message: textOf(args['message']),
    fail: textOf(args['fail']),
  })
  return { kind: 'status', ...parts }
}

function accounts(args: Row): Content {
  const list = Array.isArray(args['accounts']) ? args['accounts'].filter((one) => typeof one === 'string') : []
  return {
    kind: 'accounts',
    accounts: list,
    ...omitUndefined<{ selected: string }>({ selected: textOf(args['selectedAccount']) }),
  }
}

function notice(one: Row): readonly Content[] {
  const text = textOf(one['text'])
  if (text === undefined) return []
  const rest = omitUndefined<{ id: string; title: string; url: string }>({
    id: textOf(one['id']),
    title: textOf(one['title']),
    url: textOf(one['url']),
  })
  return [{ kind: 'notice', text, ...rest }]
}

function prompt(one: Row): readonly Content[] {
  const [orderId, requestId] = [textOf(one['orderId']), textOf(one['reqId'])]
  if (orderId === undefined || requestId === undefined) return []
  const options = Array.isArray(one['options']) ? one['options'].flatMap((option) => textOf(option) ?? []) : []
  return [{ kind: 'prompt', orderId, requestId, text: textOf(one['text']) ?? '', options }]
}

function bulletin(one: Row): readonly Content[] {
  const message = textOf(one['message'])
  if (message === undefined) return []
  return [{ kind: 'bulletin', message, ...omitUndefined<{ id: string }>({ id: textOf(one['id']) }) }]
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}
