import { type Call, isRecord } from '../http/call.ts'
import type { InvalidArgument } from './problem.ts'

/** What a field must hold: one of some texts, or an object whose own fields are described, or any value of a kind. */
export type Wanted = 'text' | 'number' | 'record' | 'list' | readonly string[] | Shape

/** Required fields; others may come too and are not looked at. */
export interface Shape {
  readonly [field: string]: Wanted
}

/** The claims of a signed request (or the object of a JSON body); empty where there are none. */
export function claimsOf(call: Call): Readonly<Record<string, unknown>> {
  return call.body.kind === 'json' && isRecord(call.body.value) ? call.body.value : {}
}

/** Every required field that is missing or holds something else; nested ones are named with dots. */
export function faultsIn(value: unknown, shape: Shape, prefix = ''): readonly InvalidArgument[] {
  const fields = isRecord(value) ? value : {}
  return Object.entries(shape).flatMap(([name, wanted]) => {
    const field = `${prefix}${name}`
    const held = fields[name]
    if (held === undefined || held === null || held === '')
      return [{ field, description: 'Missing required parameter' }]
    if (isShape(wanted) && isRecord(held)) return faultsIn(held, wanted, `${field}.`)
    return fits(held, wanted) ? [] : [{ field, description: 'Invalid value' }]
  })
}

/** A claim as text, or undefined where it is anything else. */
export function textClaim(claims: unknown, name: string): string | undefined {
  const value = claimOf(claims, name)
  return typeof value === 'string' ? value : undefined
}

/** A claim as a number, or undefined where it is anything else. */
export function numberClaim(claims: unknown, name: string): number | undefined {
  const value = claimOf(claims, name)
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** A claim as an object, empty where it is anything else. */
export function recordClaim(claims: unknown, name: string): Readonly<Record<string, unknown>> {
  const value = claimOf(claims, name)
  return isRecord(value) ? value : {}
}

/** A claim as a list, empty where it is anything else. */
export function listClaim(claims: unknown, name: string): readonly unknown[] {
  const value = claimOf(claims, name)
  return Array.isArray(value) ? value : []
}

/** Claims may be missing or of any kind: they are what a caller signed, not what he should have. */
function claimOf(claims: unknown, name: string): unknown {
  return isRecord(claims) ? claims[name] : undefined
}

function isShape(wanted: Wanted): wanted is Shape {
  return typeof wanted === 'object' && !Array.isArray(wanted)
}

function fits(value: unknown, wanted: Wanted): boolean {
  switch (wanted) {
    case 'text':
      return typeof value === 'string'
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'record':
      return isRecord(value)
    case 'list':
      return Array.isArray(value)
    default:
      return Array.isArray(wanted) && wanted.includes(value)
  }
}
