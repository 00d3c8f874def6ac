import type { Route } from './define-route.ts'

/** The fields of a route that the router needs. */
export type Routable = Pick<Route, 'methods' | 'path'>

/** The route of a request, with the values of its `{name}` parts. */
interface RouteMatch<R extends Routable = Route> {
  readonly route: R
  readonly parameters: Readonly<Record<string, string>>
}

/** Finds the route of a request. */
export type Router<R extends Routable = Route> = (method: string, path: string) => RouteMatch<R> | undefined

/** A node of the tree of path segments of one method: a map of literals, and one branch for a parameter. */
interface Branch<R> {
  readonly literals: Map<string, Branch<R>>
  wildcard: Branch<R> | undefined
  leaf: { readonly route: R; readonly names: readonly string[] } | undefined
}

/**
 * Creates the router. The time of a lookup grows with the length of the path, not with the number of routes. At each
 * segment a literal takes precedence over a parameter: `/portfolio/accounts` never matches `/portfolio/{accountId}`,
 * regardless of the order of declaration. If the literal does not match the rest of the path, the parameter is tried.
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
  // Keep the first declaration of a path that is declared twice.
  branch.leaf ??= { route, names }
}

/** Finds the leaf of a path and collects its parameters in `values`. */
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
