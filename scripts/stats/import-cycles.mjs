/**
 * Finds the groups of files that import each other in a cycle. Reports each group as a shortest cycle through its first
 * file.
 * @param files {readonly { path: string, imports: readonly string[] }[]} paths relative to the same folder
 */
export function findImportCycles(files) {
  const importsOf = new Map(files.map(({ path, imports }) => [path, imports]))
  const reached = new Map(files.map(({ path }) => [path, reachableFrom(path, importsOf)]))
  const seen = new Set()
  const cycles = []
  for (const { path } of files) {
    if (seen.has(path) || !reached.get(path).has(path)) continue
    for (const other of reached.get(path)) if (reached.get(other)?.has(path)) seen.add(other)
    cycles.push(shortestCircle(path, importsOf))
  }
  return cycles
}

function reachableFrom(start, importsOf) {
  const found = new Set()
  const open = [start]
  while (open.length > 0) {
    for (const next of importsOf.get(open.pop()) ?? []) {
      if (!found.has(next)) {
        found.add(next)
        open.push(next)
      }
    }
  }
  return found
}

function shortestCircle(start, importsOf) {
  const paths = [[start]]
  const visited = new Set()
  for (const path of paths) {
    for (const next of importsOf.get(path.at(-1)) ?? []) {
      if (next === start) return [...path, start]
      if (!visited.has(next)) {
        visited.add(next)
        paths.push([...path, next])
      }
    }
  }
  return [start]
}
