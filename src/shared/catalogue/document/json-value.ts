/** A JSON object whose own properties alone are looked at: `__proto__` and `constructor` are names like any other. */
export type JsonObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An own property, or undefined: never one that is inherited. */
export function own(object: unknown, name: string): unknown {
  return isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined
}

export function ownList(object: unknown, name: string): readonly unknown[] {
  const value = own(object, name)
  return Array.isArray(value) ? value : []
}

/** A name that can be shown, typed and set in an object: printable ASCII, and not the one that is a trap of the language. */
export function isPlainName(name: unknown): name is string {
  return typeof name === 'string' && /^[\x20-\x7e]{1,100}$/.test(name) && name !== '__proto__'
}
