/** What a WebSocket of `ws` hands over for one message. */
export type FrameData = string | Buffer | ArrayBuffer | readonly Buffer[]

/** The text of a frame; IBKR sends JSON in binary frames too. Bytes that are no UTF-8 become replacement marks. */
export function frameText(data: FrameData): string {
  // What `ws` gives as a rule comes first: this is done for every frame.
  if (Buffer.isBuffer(data)) return data.toString()
  if (typeof data === 'string') return data
  return (data instanceof ArrayBuffer ? Buffer.from(data) : Buffer.concat(data)).toString('utf8')
}

/** The JSON of a text, undefined where it is none: one odd frame is no reason to lose the connection. */
export function frameValue(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A frame's `topic`, empty where it has none. */
export function frameTopic(value: unknown): string {
  if (typeof value !== 'object' || value === null) return ''
  const { topic } = value as { readonly topic?: unknown }
  return typeof topic === 'string' ? topic : ''
}
