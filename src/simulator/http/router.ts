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

/** Routes of one method by segment: literal ones in a map, any other one in the wildcard. */
interface Branch<R> {
  readonly literals: Map<string, Branch<R>>
  wildcard: Branch<R> | undefined
  leaf: { readonly route: R; readonly names: readonly string[] } | undefined
}

/**
 * Builds the lookup, whose cost grows with the length of a path and not with the number of routes. At each segment a
 * literal wins over a parameter, so `/portfolio/accounts` is never taken for `/portfolio/{accountId}`, whatever the order
 * of declaration; a parameter is tried where the literal leads nowhere.
 */
export function createRouter<R extends Routable>(routes: readonly R[]): Router<R> {
  const roots = new Map<string, Branch<R>>()
  for (const route of routes) {
    for (const method of route.methods) {
      const root = roots.get(method) ?? createBranch<R>()
      roots.set(method, root)
      plant(root, route)
    }
  }
  return (method, path) => {
    const root = roots.get(method)
    if (root === undefined) return undefined
    const values: string[] = []
    const leaf = follow(root, split(path), 0, values)
    if (leaf === undefined) return undefined
    return { route: leaf.route, parameters: Object.fromEntries(leaf.names.map((name, at) => [name, values[at] ?? ''])) }
  }
}

function createBranch<R>(): Branch<R> {
  return { literals: new Map(), wildcard: undefined, leaf: undefined }
}

function plant<R extends Routable>(root: Branch<R>, route: R): void {
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
  // The first declaration of a path stays, as it would in a list that is searched from the top.
  branch.leaf ??= { route, names }
}

/** Leaves the values of the parameters on the way in `values`. */
function follow<R>(branch: Branch<R>, parts: readonly string[], at: number, values: string[]): Branch<R>['leaf'] {
  const part = parts[at]
  if (part === undefined) return branch.leaf
  const literal = branch.literals.get(part)
  const found = literal && follow(literal, parts, at + 1, values)
  if (found !== undefined || branch.wildcard === undefined) return found
  values.push(decode(part))
  const under = follow(branch.wildcard, parts, at + 1, values)
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
