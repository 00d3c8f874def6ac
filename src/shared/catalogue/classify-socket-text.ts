import type { Effect } from '../domain/requests.ts'
import { countTargets, findTopic, TOPICS, type Topic } from '../domain/topics.ts'

/** The classification of one outgoing WebSocket message. */
export interface SocketClassification {
  readonly effect: Effect
  /** The topic: the first three letters, if they are lower case and followed by `+` or by nothing. */
  readonly topic?: string
  /** The reason for the effect, in one sentence for the user who arms the profile. */
  readonly reason: string
}

/** Maximum length of an accepted message in characters; a subscription with all known fields has fewer than 2,000. */
const longestText = 16_384

/** The two keep-alive messages, which have no arguments. */
const keepAlives: ReadonlySet<string> = new Set(['tic', 'ech+hb'])

/** Targets of the messages that end a stream that only reads, by the topic of the message, such as `umd`. */
const endTargets: ReadonlyMap<string, Topic['targets']> = new Map(
  Object.values<Topic>(TOPICS).flatMap(({ end, effect, targets, endTargets = targets }) =>
    end === undefined || effect !== 'read' ? [] : [[end, endTargets] as const],
  ),
)

/**
 * Classifies a WebSocket message before it is sent. Only keep-alives, and messages that start or end a subscription in
 * IBKR's exact spelling (`TOPIC+TARGET+{JSON}`), are reads.
 */
export function classifySocketText(text: string): SocketClassification {
  if (keepAlives.has(text))
    return { effect: 'read', topic: text.slice(0, 3), reason: 'This text only keeps the connection open.' }
  if (text.length > longestText) return unknown(`The text has more than ${longestText} characters.`)
  if (/[^\u0020-\u007e]/.test(text))
    return unknown('The text contains a line break, a control character or a non-ASCII character.')
  if (text.startsWith('{'))
    return { effect: 'session', reason: 'A JSON object without a topic assigns the socket to another session.' }

  const topic = /^([a-z]{3})(?=\+|$)/.exec(text)?.[1]
  if (topic === undefined) return unknown('The text must begin with a topic of three lower-case letters.')
  const known = findTopic(topic)
  if (known && known.effect !== 'read') return { effect: 'trading', topic, reason: 'This text exercises options.' }
  const targets = known?.targets ?? endTargets.get(topic)
  if (targets === undefined) return { ...unknown(`Unknown topic: ${topic}. It is treated as trading.`), topic }
  if (!fits(text.slice(3), countTargets(targets))) {
    return { ...unknown(`Invalid syntax of ${topic}. Write TOPIC+TARGET+{JSON} without spaces around it.`), topic }
  }
  return { effect: 'read', topic, reason: 'This text only starts or ends a subscription.' }
}

function fits(rest: string, [least, most]: readonly [least: number, most: number]): boolean {
  const brace = rest.indexOf('{')
  const head = brace === -1 ? rest : rest.slice(0, brace - 1)
  if (brace !== -1 && (rest[brace - 1] !== '+' || !isJsonObject(rest.slice(brace)))) return false
  const targets = head === '' ? [] : head.slice(1).split('+')
  if (head !== '' && !head.startsWith('+')) return false
  return (
    targets.length >= least && targets.length <= most && targets.every((target) => /^[A-Za-z0-9@._;,/-]+$/.test(target))
  )
}

function isJsonObject(text: string): boolean {
  if (!text.endsWith('}')) return false
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

function unknown(reason: string): SocketClassification {
  return { effect: 'unknown', reason }
}
