/** A TypeScript type, as the generator builds and merges it before it is printed. */
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
  /** The values of all other keys, which are data. */
  readonly rest?: Type
  /** The name of the schema it comes from, which proposes the name of an interface. */
  readonly schema?: string
  /** A recording of the live API had such an object. */
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

/** What an observed type proves. */
export interface Evidence {
  /** Objects may lack fields. */
  readonly partial?: boolean | undefined
  /** It adds to types that were observed before, and replaces none. */
  readonly additional?: boolean | undefined
}

/** A union without nested unions and repeated members; a single member stands for itself. */
export function unionOf(types: readonly Type[]): Type {
  const flat = types.flatMap(membersOf)
  if (flat.some(({ kind }) => kind === 'unknown')) return UNKNOWN
  const members = [...new Map(flat.map((type) => [contentOf(type), type])).values()]
  const [only] = members
  return only !== undefined && members.length === 1 ? only : { kind: 'union', members }
}

/** The content of a type, whatever its origin: two types with the same content are one. */
export function contentOf(type: Type): string {
  return JSON.stringify(type, (key, value: unknown) => (key === 'schema' || key === 'recorded' ? undefined : value))
}

export function membersOf(type: Type): readonly Type[] {
  return type.kind === 'union' ? type.members : [type]
}

/**
 * Corrects a documented type by an observed one. Where they contradict each other, the observed type counts, or both
 * count. A field of the observed type is optional as stated there, any other field is always optional.
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
  return unionOf([...remaining.map((member) => corrected.get(member) ?? member), ...added])
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
 * A union of an object and of another one that has only an error becomes one object with an optional error, so that the
 * other fields can be read at once.
 */
export function mergeErrors(type: Type): Type {
  const isError = (member: Type) => member.kind === 'object' && member.fields.every(({ name }) => name === 'error')
  const [object, error] = membersOf(type).toSorted((a, b) => Number(isError(a)) - Number(isError(b)))
  if (membersOf(type).length !== 2 || object?.kind !== 'object' || error?.kind !== 'object' || !isError(error))
    return type
  const fields = error.fields.map((field) => ({ ...field, optional: true }))
  return { ...object, fields: [...object.fields.filter(({ name }) => name !== 'error'), ...fields] }
}

/** Types of one family describe the same JSON value in more or less detail. */
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
  return unionOf([...type.fields.map((field) => field.type), ...(type.rest === undefined ? [] : [type.rest])])
}

/** Whether a response of this type has at least one field with a name, or is a plain value that needs none. */
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
