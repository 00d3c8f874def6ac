import type { z } from 'zod'

/** The unknown keys of one object in a JSON value. `path` leads from the top to the object. */
export interface UnknownKeys {
  readonly path: readonly PropertyKey[]
  readonly keys: readonly string[]
}

type ParsedJson<T> =
  | { readonly kind: 'valid'; readonly value: T; readonly unknown: readonly UnknownKeys[] }
  | { readonly kind: 'invalid'; readonly issue: z.core.$ZodIssue | undefined }

/**
 * Parses a JSON value whose only errors may be keys that the strict objects of the schema do not know. A newer version
 * with the same format may have added them.
 */
export function parseWithUnknownKeys<T>(schema: z.ZodType<T>, json: unknown): ParsedJson<T> {
  const known: unknown = structuredClone(json)
  const unknown: UnknownKeys[] = []
  for (;;) {
    const parsed = schema.safeParse(known)
    if (parsed.success) return { kind: 'valid', value: parsed.data, unknown }
    const found = findUnknownKeys(parsed.error.issues, []).filter(({ path }) => objectAt(known, path))
    if (found.length === 0) return { kind: 'invalid', issue: parsed.error.issues[0] }
    for (const { path, keys } of found) for (const key of keys) delete objectAt(known, path)?.[key]
    unknown.push(...found)
  }
}

function findUnknownKeys(issues: readonly z.core.$ZodIssue[], parent: readonly PropertyKey[]): readonly UnknownKeys[] {
  return issues.flatMap((issue): readonly UnknownKeys[] => {
    const path = [...parent, ...issue.path]
    if (issue.code === 'unrecognized_keys') return [{ path, keys: issue.keys }]
    if (issue.code !== 'invalid_union') return []
    // The option that would fit without its unknown keys.
    const fitting = issue.errors.find((errors) => errors.every((each) => each.code === 'unrecognized_keys'))
    return fitting ? findUnknownKeys(fitting, path) : []
  })
}

/**
 * Copies unknown keys of an older value into the value that replaces it, where their object still exists. Returns the
 * value as JSON has it.
 */
export function restoreUnknownKeys(value: unknown, older: unknown, unknown: readonly UnknownKeys[]): unknown {
  if (unknown.length === 0) return value
  const next: unknown = structuredClone(value)
  for (const { path, keys } of unknown) {
    const owner = counterpart(next, older, path)
    const source = objectAt(older, path)
    if (!owner || !source) continue
    for (const key of keys) if (!Object.hasOwn(owner, key)) define(owner, key, source[key])
  }
  return next
}

/** Assigns like JSON.parse: a key named `__proto__` becomes an ordinary property. */
const define = (owner: JsonObject, key: string, value: unknown): void =>
  void Object.defineProperty(owner, key, { value, enumerable: true, configurable: true, writable: true })

type JsonObject = Record<PropertyKey, unknown>

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null

const childOf = (value: unknown, key: PropertyKey): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined

function objectAt(value: unknown, path: readonly PropertyKey[]): JsonObject | undefined {
  const found = path.reduce(childOf, value)
  return isObject(found) ? found : undefined
}

/** Finds the object in `value` that corresponds to the object at `path` in `older`. */
function counterpart(value: unknown, older: unknown, path: readonly PropertyKey[]): JsonObject | undefined {
  let [found, before] = [value, older]
  for (const key of path) {
    const child = childOf(before, key)
    const list = Array.isArray(found) && Array.isArray(before) ? { entries: found, older: before } : undefined
    found = list ? findEntry(list.entries, list.older, Number(key)) : childOf(found, key)
    if (isOther(found, child)) return undefined
    before = child
  }
  return isObject(found) ? found : undefined
}

/** Keys that identify an object of a stored file, most specific first. */
const IDENTITIES = ['id', 'generation', 'name']

const identityOf = (value: unknown): string | undefined =>
  IDENTITIES.find((key) => typeof childOf(value, key) === 'string')

/** Reports whether two objects have different identities. */
function isOther(value: unknown, older: unknown): boolean {
  const identity = identityOf(older)
  return identity !== undefined && childOf(value, identity) !== childOf(older, identity)
}

/** Finds an entry of a list by its identity. Without one, the entry is not found if the list has another length. */
function findEntry(entries: readonly unknown[], older: readonly unknown[], index: number): unknown {
  if (identityOf(older[index]) === undefined) return entries.length === older.length ? entries[index] : undefined
  return entries.find((entry) => !isOther(entry, older[index]))
}
