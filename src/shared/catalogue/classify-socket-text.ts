/** What a text sent over the socket does; `unknown` is treated like `money`. */
export type SocketEffect = 'read' | 'session' | 'money' | 'unknown'

/** The judgement on one outgoing socket text. */
export interface SocketClassification {
  readonly effect: SocketEffect
  /** The three letters in front, when the text begins with three lower-case letters. */
  readonly topic?: string
  /** One sentence for the person who is asked to arm. */
  readonly reason: string
}

export function classifySocketText(_text: string): SocketClassification {
  return { effect: 'unknown', reason: 'Not judged yet.' }
}
