/** A problem as RFC 9457 has it, which account management and OAuth 2.0 answer with. */
export interface Problem {
  readonly type: string
  readonly title: string | undefined
  readonly detail: string | undefined
  /** IBKR's own: the arguments that were missing or wrong. */
  readonly invalidArguments: readonly { readonly field: string; readonly description: string }[]
}

type Fields = Readonly<Record<string, unknown>>

/** Of each kind: more is told by the body itself. */
const MOST_ARGUMENTS = 20
const LONGEST_TEXT = 200

/** Reads a parsed body; undefined when it is no problem. */
export function readProblem(body: unknown): Problem | undefined {
  const { type, title, detail, invalidArguments } = fieldsOf(body)
  if (typeof type !== 'string' || (title === undefined && detail === undefined)) return undefined
  const list: readonly unknown[] = Array.isArray(invalidArguments) ? invalidArguments : []
  return {
    type,
    title: typeof title === 'string' ? title : undefined,
    detail: typeof detail === 'string' ? detail : undefined,
    invalidArguments: list.slice(0, MOST_ARGUMENTS).map((item) => {
      const { field, description } = fieldsOf(item)
      return { field: short(field), description: short(description) }
    }),
  }
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

function short(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : ''
}
