import type { Route } from './call.ts'

/** The fields that the lookup needs. */
export type Routable = Pick<Route, 'methods' | 'path'>

/** The route of a request, with the values of its `{name}` parts. */
export interface RouteMatch<R extends Routable = Route> {
  readonly route: R
  readonly parameters: Readonly<Record<string, string>>
}

/** Finds the route of a request. */
export type Router<R extends Routable = Route> = (method: string, path: string) => RouteMatch<R> | undefined

/** Routes of one method by segment: literals in a map, and one wildcard. */
interface Branch<R> {
  readonly literals: Map<string, Branch<R>>
  wildcard: Branch<R> | undefined
  leaf: { readonly route: R; readonly names: readonly string[] } | undefined
}

/**
 * Creates the lookup. Its cost grows with the length of a path, not with the number of routes. At each segment a
 * literal takes precedence over a parameter, so that `/portfolio/accounts` is never `/portfolio/{accountId}`, whatever
 * the order of declaration. A parameter is tried if the literal does not match the rest.
 */
export function createRouter<R extends Routable>(routes: readonly R[]): Router<R> {
  const roots = new Map<string, Branch<R>>()
  for (const route of routes) {
    for (const method of route.methods) {
      const root = roots.get(method) ?? createBranch<R>()
      roots.set(method, root)
      addRoute(root, route)
    }
  }
  return (method, path) => {
    const root = roots.get(method)
    if (root === undefined) return undefined
    const values: string[] = []
    const leaf = find(root, split(path), 0, values)
    if (leaf === undefined) return undefined
    return { route: leaf.route, parameters: Object.fromEntries(leaf.names.map((name, at) => [name, values[at] ?? ''])) }
  }
}

function createBranch<R>(): Branch<R> {
  return { literals: new Map(), wildcard: undefined, leaf: undefined }
}

function addRoute<R extends Routable>(root: Branch<R>, route: R): void {
  const names: string[] = []
  let branch = root
  for (const part of split(route.path)) {
    if (part.startsWith('{')) {
      names.push(part.slice(1, -1))
      branch.wildcard ??= createBranch()
      branch = branch.wildcard
    } else {
      const next = branch.literals.get(part) ?? createBranch<R>()
      branch.literals.set(part, next)
      branch = next
    }
  }
  // The first declaration of a path wins.
  branch.leaf ??= { route, names }
}

/** Collects the parameters on the way in `values`. */
function find<R>(branch: Branch<R>, parts: readonly string[], at: number, values: string[]): Branch<R>['leaf'] {
  const part = parts[at]
  if (part === undefined) return branch.leaf
  const literal = branch.literals.get(part)
  const found = literal && find(literal, parts, at + 1, values)
  if (found !== undefined || branch.wildcard === undefined) return found
  values.push(decode(part))
  const under = find(branch.wildcard, parts, at + 1, values)
  if (under === undefined) values.pop()
  return under
}

function split(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '')
}

function decode(part: string): string {
  if (!part.includes('%')) return part
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
