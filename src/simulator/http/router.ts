import type { Route } from './call.ts'

/** What the lookup needs to know of a route. */
export type Routable = Pick<Route, 'methods' | 'path'>

/** A route that fits a request, with the values of its `{name}` parts. */
export interface RouteMatch<R extends Routable = Route> {
  readonly route: R
  readonly parameters: Readonly<Record<string, string>>
}

/** Finds the route of a request. */
export type Router<R extends Routable = Route> = (method: string, path: string) => RouteMatch<R> | undefined

/**
 * Builds the lookup. Routes are tried in order of their literal parts, so that `/portfolio/accounts` wins over
 * `/portfolio/{accountId}` whatever the order of declaration.
 */
export function createRouter<R extends Routable>(routes: readonly R[]): Router<R> {
  const compiled = routes
    .map((route) => ({ route, parts: split(route.path) }))
    .sort((a, b) => wildcards(a.parts) - wildcards(b.parts))
  return (method, path) => {
    const parts = split(path)
    for (const candidate of compiled) {
      if (!candidate.route.methods.includes(method)) continue
      const parameters = match(candidate.parts, parts)
      if (parameters) return { route: candidate.route, parameters }
    }
    return undefined
  }
}

function split(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '')
}

function wildcards(parts: readonly string[]): number {
  return parts.filter((part) => part.startsWith('{')).length
}

function match(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined
  const parameters: Record<string, string> = {}
  for (const [index, wanted] of pattern.entries()) {
    const part = parts[index] ?? ''
    if (wanted.startsWith('{')) parameters[wanted.slice(1, -1)] = decode(part)
    else if (wanted !== part) return undefined
  }
  return parameters
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
