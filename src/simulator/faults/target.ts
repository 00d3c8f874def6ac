/** What a fault strikes, ready to be compared. */
export type FaultTarget =
  | { readonly kind: 'request'; readonly method: string | undefined; readonly path: RegExp; readonly text: string }
  | { readonly kind: 'frame'; readonly direction: 'in' | 'out'; readonly topic: RegExp; readonly text: string }

const requestTarget = /^(?:([A-Z]+) )?(\/\S*)$/
const frameTarget = /^ws(-in)?(?::(\S+))?$/

/** Reads a target such as `POST /iserver/account/*` or `ws:smd+*`; undefined where it is neither. */
export function compileTarget(text: string): FaultTarget | undefined {
  const request = requestTarget.exec(text)
  if (request !== null) {
    return { kind: 'request', method: request[1], path: wildcards(withoutPrefix(request[2] ?? '')), text }
  }
  const frame = frameTarget.exec(text)
  if (frame === null) return undefined
  return { kind: 'frame', direction: frame[1] === undefined ? 'out' : 'in', topic: wildcards(frame[2] ?? '*'), text }
}

/** The path as targets name it: without `/v1/api`. */
export function withoutPrefix(path: string): string {
  return path.startsWith('/v1/api/') ? path.slice('/v1/api'.length) : path
}

function wildcards(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's')
}
