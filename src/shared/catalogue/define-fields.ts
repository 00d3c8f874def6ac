import type {
  AnyShape,
  ChoiceShape,
  Field,
  FileShape,
  FlagShape,
  GroupShape,
  ListShape,
  MapShape,
  NamedFieldProperties,
  NumberShape,
  Shape,
  ShapeChoice,
  TextShape,
} from './shape.ts'

/** Options of a field besides name and help: the other properties of its head, and the limits of its values. */
type More<Kind> = Partial<Omit<NamedFieldProperties, 'name' | 'help'>> & Partial<Omit<Kind, 'kind'>>

/*
 * The functions below create fields from name, help and options, so that the catalogue's data reads like a table. A `!`
 * at the end of a name means required.
 */

export function text(name: string, help: string, more: More<TextShape> = {}): Field {
  return { ...head(name, help), kind: 'string', ...more }
}

/** Returns a text field with a list of values; `open: true` also allows other values. */
export function choice(name: string, help: string, values: readonly string[], more: More<TextShape> = {}): Field {
  return { ...head(name, help), kind: 'string', values, ...more }
}

export function integer(name: string, help: string, more: More<NumberShape> = {}): Field {
  return { ...head(name, help), kind: 'integer', ...more }
}

export function decimal(name: string, help: string, more: More<NumberShape> = {}): Field {
  return { ...head(name, help), kind: 'number', ...more }
}

export function flag(name: string, help: string, more: More<FlagShape> = {}): Field {
  return { ...head(name, help), kind: 'boolean', ...more }
}

export function list(name: string, help: string, items: Shape, more: More<Omit<ListShape, 'items'>> = {}): Field {
  return { ...head(name, help), kind: 'array', items, ...more }
}

export function group(
  name: string,
  help: string,
  fields: readonly Field[],
  more: More<Omit<GroupShape, 'fields'>> = {},
): Field {
  return { ...head(name, help), kind: 'object', fields, ...more }
}

export function map(
  name: string,
  help: string,
  keys: string,
  values: Shape,
  more: More<Omit<MapShape, 'keys' | 'values'>> = {},
): Field {
  return { ...head(name, help), kind: 'map', keys, values, ...more }
}

export function oneOf(
  name: string,
  help: string,
  choices: readonly ShapeChoice[],
  more: More<Omit<ChoiceShape, 'choices'>> = {},
): Field {
  return { ...head(name, help), kind: 'oneOf', choices, ...more }
}

export function file(
  name: string,
  help: string,
  mediaTypes: readonly string[],
  more: More<Omit<FileShape, 'mediaTypes'>> = {},
): Field {
  return { ...head(name, help), kind: 'file', mediaTypes, ...more }
}

/** Returns an object shape, for a body or for the items of a list. */
export function objectOf(...fields: readonly Field[]): GroupShape {
  return { kind: 'object', fields }
}

/** Returns a required JSON body. */
export function jsonBody(shape: Shape): { readonly kind: 'json'; readonly required: true; readonly shape: Shape } {
  return { kind: 'json', required: true, shape }
}

/** A shape that accepts any JSON value. */
export const anyJsonShape: AnyShape = { kind: 'any' }
export const textShape: TextShape = { kind: 'string' }
export const conidShape: NumberShape = { kind: 'integer', format: 'conid' }
export const accountShape: TextShape = { kind: 'string', format: 'accountId' }

function head(name: string, help: string): NamedFieldProperties {
  return name.endsWith('!') ? { name: name.slice(0, -1), help, required: true } : { name, help }
}
