/** A TypeScript type, as the generator builds and merges it before printing. */
export type Type =
  | { readonly kind: 'unknown' | 'string' | 'number' | 'boolean' | 'null' | 'undefined' | 'true' | 'form' }
  | { readonly kind: 'literals'; readonly values: readonly (string | number)[]; readonly open: boolean }
  | { readonly kind: 'array'; readonly items: Type }
  | { readonly kind: 'map'; readonly values: Type }
  | ObjectType
  | { readonly kind: 'union'; readonly members: readonly Type[] }

export interface ObjectType {
  readonly kind: 'object'
  readonly fields: readonly FieldType[]
  /** Type of the values under all other keys; such keys are data. */
  readonly rest?: Type
  /** Name of the schema that the type comes from, used as a name for the interface. */
  readonly schema?: string
  /** A recording of the live API contains this object. */
  readonly recorded?: true
}

export interface FieldType {
  readonly name: string
  readonly type: Type
  readonly optional: boolean
  readonly help?: string
  readonly deprecated?: true
}

export const UNKNOWN: Type = { kind: 'unknown' }
export const STRING: Type = { kind: 'string' }
export const NULL: Type = { kind: 'null' }

/** How an observed type changes the documented type. */
export interface Evidence {
  /** The observed objects may be incomplete, so the type's other fields do not become optional. */
  readonly partial?: boolean | undefined
  /** Whether the observed type extends types that were observed before, instead of replacing them. */
  readonly additional?: boolean | undefined
}

/** Returns a union without nested unions or repeated members; a single member is returned as it is. */
export function createUnion(types: readonly Type[]): Type {
  const flat = types.flatMap(membersOf)
  if (flat.some(({ kind }) => kind === 'unknown')) return UNKNOWN
  if (flat.length === 1) return flat[0] ?? UNKNOWN
  const members = [...new Map(flat.map((type) => [contentOf(type), type])).values()]
  const [only] = members
  return only !== undefined && members.length === 1 ? only : { kind: 'union', members }
}

/** Returns the content of a type without its origin: two types with the same content are equal. */
export function contentOf(type: Type): string {
  const known = contents.get(type)
  if (known !== undefined) return known
  const content = JSON.stringify(type, (key, value: unknown) =>
    key === 'schema' || key === 'recorded' ? undefined : value,
  )
  contents.set(type, content)
  return content
}

/** Cached contents: a printer compares each type many times. */
const contents = new WeakMap<Type, string>()

export function membersOf(type: Type): readonly Type[] {
  return type.kind === 'union' ? type.members : [type]
}

/**
 * Corrects a documented type with an observed type. If the two contradict each other, the observed type replaces the
 * documented one, or both become a union. A field of the observed type is optional as stated there; any other field
 * becomes optional if the observed type is a complete recording.
 */
export function correctType(documented: Type, observed: Type, evidence: Evidence): Type {
  if (observed.kind === 'unknown') return documented
  if (documented.kind === 'unknown') return observed
  const known = membersOf(documented)
  const corrected = new Map<Type, Type>()
  const added: Type[] = []
  for (const seen of membersOf(observed)) {
    const match = closest(
      seen,
      known.filter((member) => familyOf(member) === familyOf(seen)),
    )
    if (match === undefined) added.push(seen)
    else corrected.set(match, correctMember(corrected.get(match) ?? match, seen, evidence))
  }
  const values = (types: readonly Type[]) => types.filter(({ kind }) => kind !== 'null')
  const contradicted =
    !evidence.additional &&
    values(added).length > 0 &&
    values(known).length === 1 &&
    values([...corrected.keys()]).length === 0
  const remaining = contradicted ? known.filter(({ kind }) => kind === 'null') : known
  return createUnion([...remaining.map((member) => corrected.get(member) ?? member), ...added])
}

function correctMember(documented: Type, observed: Type, evidence: Evidence): Type {
  if (documented.kind === 'array' && observed.kind === 'array') {
    return { kind: 'array', items: correctType(documented.items, observed.items, evidence) }
  }
  if (documented.kind === 'map' && observed.kind === 'object') {
    if (observed.rest !== undefined)
      return { kind: 'map', values: correctType(documented.values, valuesOf(observed), evidence) }
    const fields = observed.fields.map((field) => ({
      ...field,
      type: correctType(documented.values, field.type, evidence),
    }))
    return { ...observed, fields }
  }
  if (observed.kind === 'map') {
    return { kind: 'map', values: correctType(valuesOf(documented), valuesOf(observed), evidence) }
  }
  if (documented.kind === 'object' && observed.kind === 'object') {
    return correctObject(documented, observed, evidence)
  }
  return documented
}

function correctObject(documented: ObjectType, observed: ObjectType, evidence: Evidence): ObjectType {
  const seen = new Map(observed.fields.map((field) => [field.name, field]))
  const isRecorded = observed.recorded === true
  const fields = documented.fields.map((field): FieldType => {
    const match = seen.get(field.name)
    seen.delete(field.name)
    if (match === undefined) return { ...field, optional: field.optional || (isRecorded && !evidence.partial) }
    const optional = documented.recorded === true ? field.optional || (isRecorded && match.optional) : match.optional
    return { ...field, type: correctType(field.type, match.type, evidence), optional }
  })
  const added = [...seen.values()].map((field) => ({
    ...field,
    optional: field.optional || documented.recorded === true,
  }))
  const recorded = documented.recorded ?? observed.recorded
  const rest =
    documented.rest && observed.rest
      ? correctType(documented.rest, observed.rest, evidence)
      : (documented.rest ?? observed.rest)
  return { ...documented, ...(recorded && { recorded }), ...(rest && { rest }), fields: [...fields, ...added] }
}

/**
 * Merges a union of an object and an object that contains only an error into one object with an optional error. The
 * other fields can then be read without a check.
 */
export function mergeErrors(type: Type): Type {
  const isError = (member: Type) => member.kind === 'object' && member.fields.every(({ name }) => name === 'error')
  const [object, error] = membersOf(type).toSorted((a, b) => Number(isError(a)) - Number(isError(b)))
  if (membersOf(type).length !== 2 || object?.kind !== 'object' || error?.kind !== 'object' || !isError(error))
    return type
  const fields = error.fields.map((field) => ({ ...field, optional: true }))
  return { ...object, fields: [...object.fields.filter(({ name }) => name !== 'error'), ...fields] }
}

/** Returns the family of a type: types of one family describe the same JSON value in more or less detail. */
function familyOf({ kind, ...type }: Type): string {
  if (kind === 'map') return 'object'
  return 'values' in type && Array.isArray(type.values) ? typeof type.values[0] : kind
}

function closest(type: Type, candidates: readonly Type[]): Type | undefined {
  const wanted = new Set(fieldNames(type))
  const shared = (candidate: Type) => fieldNames(candidate).filter((name) => wanted.has(name)).length
  return candidates.toSorted((a, b) => shared(b) - shared(a))[0]
}

function fieldNames(type: Type): readonly string[] {
  if (type.kind === 'array') return fieldNames(type.items)
  return type.kind === 'object' ? type.fields.map(({ name }) => name) : []
}

function valuesOf(type: Type): Type {
  if (type.kind === 'map') return type.values
  if (type.kind !== 'object') return UNKNOWN
  return createUnion([...type.fields.map((field) => field.type), ...(type.rest === undefined ? [] : [type.rest])])
}

/** Reports whether a response type has at least one named field, or is a plain value that needs none. */
export function hasNamedFields(type: Type): boolean {
  switch (type.kind) {
    case 'unknown':
      return false
    case 'array':
      return hasNamedFields(type.items)
    case 'map':
      return hasNamedFields(type.values)
    case 'object':
      return type.fields.length > 0
    case 'union':
      return type.members.some((member) => member.kind !== 'null' && hasNamedFields(member))
    default:
      return true
  }
}
