import type { Structure } from '../../../../scripts/routes/documented-responses.ts'
import type { RecordedResponseShape } from '../../../../scripts/routes/live-recordings.ts'

/** Differences between a response and a recorded response, as paths of keys. */
export interface ShapeComparison {
  readonly matched: readonly string[]
  readonly missing: readonly string[]
  readonly extra: readonly string[]
  readonly otherType: readonly string[]
}

/** Compares keys and types. Null matches every type, and an empty recorded container matches any content. */
export function compareShapes({ structure, partial }: RecordedResponseShape, body: unknown): ShapeComparison {
  const [matched, missing, extra, otherType]: [string[], string[], string[], string[]] = [[], [], [], []]

  function visit(live: Structure, values: readonly unknown[], path: string): void {
    const filled = values.filter((value) => value !== null)
    if (values.length === 0) missing.push(path)
    else if (fits(live, filled)) matched.push(path)
    else otherType.push(path)
    if (typeof live === 'string') return
    if (Array.isArray(live)) {
      for (const item of live as readonly Structure[]) visit(item, filled.flatMap(itemsOf), `${path}[]`)
    } else visitKeys(live as Readonly<Record<string, Structure>>, filled.filter(isRecord), path)
  }

  function visitKeys(
    live: Readonly<Record<string, Structure>>,
    objects: readonly Record<string, unknown>[],
    path: string,
  ) {
    const names = new Set(Object.keys(live).map((key) => key.replace(/\?$/, '')))
    if (names.size === 0) return
    for (const [key, inner] of Object.entries(live)) {
      const name = key.replace(/\?$/, '')
      const found = objects.flatMap((each) => (name === '*' ? others(each, names) : name in each ? [each[name]] : []))
      if (found.length > 0 || name === key) visit(inner, found, `${path}.${name}`)
    }
    if (names.has('*')) return
    const unknown = new Set(objects.flatMap((each) => Object.keys(each).filter((key) => !names.has(key))))
    extra.push(...[...unknown].map((key) => `${path}.${key}`))
  }

  visit(structure, [body], '$')
  return { matched, missing, extra: partial ? [] : extra, otherType }
}

/** Returns the share of matching paths. */
export function matchScore({ matched, missing, extra, otherType }: ShapeComparison): number {
  return matched.length / (matched.length + missing.length + extra.length + otherType.length)
}

function fits(live: Structure, filled: readonly unknown[]): boolean {
  if (live === 'null' || filled.length === 0) return true
  const types = typeof live === 'string' ? live.split('|') : [Array.isArray(live) ? 'array' : 'object']
  return filled.some((value) => types.includes(Array.isArray(value) ? 'array' : typeof value))
}

function others(object: Record<string, unknown>, names: ReadonlySet<string>): readonly unknown[] {
  return Object.entries(object).flatMap(([key, value]) => (names.has(key) ? [] : [value]))
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
