import type { OptionKind } from '../check-options.ts'

/**
 * Who makes a request of a session. It decides what happens to the request while an order question of IBKR is open,
 * because any other request may void the question (IBKR's documentation).
 *
 * - `person`: a person who waits for the result. All windows of a person are one person. The request is sent at once,
 *   even if that ends the question of a program. During a question of the person, it is refused with `question-open`,
 *   except a cancel and a request with `explicit: true`. A person has 60 s to reply.
 * - `program`: a program, with a name that distinguishes it from other programs of the same session. The request waits
 *   for the question of a program, at most the 5 s that a program has to reply, and is refused with `question-open`
 *   during the question of a person.
 * - `background`: nobody waits for the result, for example a poll. The request waits until no question is open.
 */
export type RequestCaller =
  | { readonly kind: 'person' }
  | { readonly kind: 'program'; readonly name: string }
  | { readonly kind: 'background' }

/** The program that uses the library, unless it names its callers. */
export const UNNAMED_PROGRAM: RequestCaller = { kind: 'program', name: '' }
/** The session itself. */
export const BACKGROUND: RequestCaller = { kind: 'background' }

export const aRequestCaller: OptionKind = {
  takes: "{ kind: 'person' }, { kind: 'program', name: 'mine' } or { kind: 'background' }",
  fits(value) {
    const kind: unknown = Reflect.get(Object(value), 'kind')
    if (kind === 'program') return typeof Reflect.get(Object(value), 'name') === 'string'
    return kind === 'person' || kind === 'background'
  },
}

export function isSameCaller(one: RequestCaller, other: RequestCaller): boolean {
  if (one.kind === 'program') return other.kind === 'program' && one.name === other.name
  return one.kind === other.kind
}
