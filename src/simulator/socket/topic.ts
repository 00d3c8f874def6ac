/** A client frame taken apart: `TOPIC+TARGET+{JSON}`; target and arguments may be missing. */
export interface TopicFrame {
  readonly topic: string
  /** Parts between the topic and the arguments. */
  readonly target: readonly string[]
  /** Empty where there were none, or where they do not parse. */
  readonly options: Readonly<Record<string, unknown>>
}

/** Parses a frame; undefined where it does not begin with a topic of three lower-case letters. */
export function parseTopicFrame(text: string): TopicFrame | undefined {
  const found = /^([a-z]{3})(?:\+?(\{.*\})|\+(.*?)(?:\+(\{.*\}))?)?$/s.exec(text)
  const topic = found?.[1]
  if (topic === undefined) return undefined
  const target = (found?.[3] ?? '').split('+').filter((part) => part !== '')
  return { topic, target, options: parseOptions(found?.[2] ?? found?.[4]) }
}

function parseOptions(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
