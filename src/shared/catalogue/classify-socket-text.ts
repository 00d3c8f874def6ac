/** What a text sent over the socket does; `unknown` is treated like `money`. */
export type SocketEffect = 'read' | 'session' | 'money' | 'unknown'

/** The judgement on one outgoing socket text. */
export interface SocketClassification {
  readonly effect: SocketEffect
  /** The three letters in front, when the text begins with three lower-case letters and then ends or has a `+`. */
  readonly topic?: string
  /** One sentence for the person who is asked to arm. */
  readonly reason: string
}

/** Longest text that is looked at, in characters; a subscription with all known fields stays below 2,000. */
const longestText = 16_384

/** How many targets stand between the topic and its JSON object. */
interface Grammar {
  readonly targets: readonly [least: number, most: number]
}

const none: Grammar = { targets: [0, 0] }
const one: Grammar = { targets: [1, 1] }

const readTopics: ReadonlyMap<string, Grammar> = new Map([
  ['sor', none],
  ['uor', none],
  ['str', none],
  ['utr', none],
  ['spl', none],
  ['upl', none],
  ['smd', one],
  ['umd', one],
  ['smh', one],
  ['umh', one],
  ['sbd', { targets: [2, 3] }],
  ['ubd', one],
  ['ssd', one],
  ['usd', one],
  ['sld', one],
  ['uld', one],
])

/** The two keep-alives, which take nothing after them. */
const keepAlives: ReadonlySet<string> = new Set(['tic', 'ech+hb'])

/** Topics that exercise options: `shs` opens the form, `inp` fills it in and confirms. */
const moneyTopics: ReadonlySet<string> = new Set(['shs', 'inp'])

/**
 * Judges a text before it goes to the socket. Only subscriptions and their ends in exactly IBKR's spelling
 * (`TOPIC+TARGET+{JSON}`), and the keep-alives, are reads.
 */
export function classifySocketText(text: string): SocketClassification {
  if (keepAlives.has(text))
    return { effect: 'read', topic: text.slice(0, 3), reason: 'This text only keeps the socket alive.' }
  if (text.length > longestText) return unknown(`The text has more than ${longestText} characters.`)
  if (/[^\u0020-\u007e]/.test(text)) return unknown('The text contains a line break, a control character or non-ASCII.')
  if (text.startsWith('{')) return { effect: 'session', reason: 'A bare object is how a socket is tied to a session.' }

  const topic = /^([a-z]{3})(?=\+|$)/.exec(text)?.[1]
  if (topic === undefined) return unknown('The text does not begin with a topic in three lower-case letters.')
  if (moneyTopics.has(topic)) return { effect: 'money', topic, reason: 'This text belongs to the exercise of options.' }
  const grammar = readTopics.get(topic)
  if (grammar === undefined) return { ...unknown(`The topic ${topic} is not known to only read.`), topic }
  if (!fits(text.slice(3), grammar)) {
    return { ...unknown(`This is not how ${topic} is written: topic+target+{JSON}, without blanks around.`), topic }
  }
  return { effect: 'read', topic, reason: 'This text only opens or closes a stream.' }
}

function fits(rest: string, { targets: [least, most] }: Grammar): boolean {
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
