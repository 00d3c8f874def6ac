import { findUnknownNames, suggestSimilarName } from '../shared/domain/suggest-similar-name.ts'
import { IbkrError } from './errors/ibkr-error.ts'
import type { Logger } from './logger.ts'
import { isHeaderText } from './rest/request-headers.ts'

/** The values that an option accepts. */
export interface OptionKind {
  /** Describes the accepted values in error messages. */
  readonly takes: string
  fits(value: unknown): boolean
}

/** The options of one object, by name. */
export type OptionKinds = Readonly<Record<string, OptionKind>>

export const aPositiveNumber: OptionKind = {
  takes: 'a finite number above 0',
  // Null means the default, as in `ibkr-client`.
  fits: (value) => value === null || (typeof value === 'number' && Number.isFinite(value) && value > 0),
}

export const aNumber: OptionKind = {
  takes: 'a number',
  fits: (value) => value === null || (typeof value === 'number' && !Number.isNaN(value)),
}

export const aWholeNumber: OptionKind = {
  takes: 'a whole number above 0',
  fits: (value) => value === null || (Number.isSafeInteger(value) && Number(value) > 0),
}

export const aNumberFromZero: OptionKind = {
  takes: 'a number that is 0 or more',
  fits: (value) => value === null || (typeof value === 'number' && value >= 0),
}

export function oneOf(...words: readonly string[]): OptionKind {
  return { takes: words.join(' or '), fits: (value) => words.some((word) => word === value) }
}

export const trueOrFalse: OptionKind = { takes: 'true or false', fits: (value) => typeof value === 'boolean' }

/**
 * A signal is recognised by its members, because a signal from another JavaScript realm is not an instance of this
 * AbortSignal.
 */
export const anAbortSignal: OptionKind = {
  takes: 'an AbortSignal',
  fits: (value) => has(value, 'addEventListener') && has(value, 'removeEventListener') && 'aborted' in Object(value),
}

export const aLogger: OptionKind = {
  takes: 'an object with the functions debug and warn',
  fits: (value) => has(value, 'debug') && has(value, 'warn'),
}

export const aString: OptionKind = { takes: 'a string', fits: (value) => typeof value === 'string' }

export const aStringOrNull: OptionKind = {
  takes: 'a string',
  fits: (value) => value === null || typeof value === 'string',
}

export const aFunction: OptionKind = { takes: 'a function', fits: (value) => typeof value === 'function' }

export const aPassphrase: OptionKind = {
  takes: 'a string, or an object with the strings encryption and signature',
  fits: (value) =>
    aStringOrNull.fits(value) ||
    (typeof value === 'object' &&
      ['encryption', 'signature'].every(
        (key) => isAbsent(value, key) || aString.fits(Reflect.get(Object(value), key)),
      )),
}

export const aStringList: OptionKind = {
  takes: 'a string or a list of strings (PEM)',
  fits: (value) => aString.fits(value) || (Array.isArray(value) && value.every(aString.fits)),
}

export function anObjectWithFunctions(what: string, ...names: readonly string[]): OptionKind {
  const takes = `${what} with the functions ${names.join(', ')}`
  return { takes, fits: (value) => value === null || names.every((name) => has(value, name)) }
}

export const aHeaderText: OptionKind = {
  takes: 'a string that is a valid header value',
  fits: (value) => value === null || (typeof value === 'string' && value !== '' && isHeaderText(value)),
}

export const anAddressOrFalse: OptionKind = {
  takes: 'an address, or false',
  fits: (value) => value === false || typeof value === 'string',
}

export const aDispatcher: OptionKind = {
  takes: 'an undici dispatcher',
  fits: (value) => has(value, 'dispatch'),
}

function isAbsent(value: object | null, name: string): boolean {
  return Reflect.get(Object(value), name) === undefined
}

function has(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, name) === 'function'
}

/**
 * Checks the options of an object.
 * @param owner names the object in errors, for example `the client`
 * @throws IbkrError `config-invalid`, with the option and the values it accepts
 */
export function checkOptions(owner: string, options: unknown, kinds: OptionKinds): void {
  if (typeof options !== 'object' || options === null) {
    throw new IbkrError('config-invalid', `The options of ${owner} must be an object, not ${kindOf(options)}.`)
  }
  for (const [name, { takes, fits }] of Object.entries(kinds)) {
    const value: unknown = Reflect.get(options, name)
    if (value !== undefined && !fits(value)) {
      throw new IbkrError('config-invalid', `The option ${name} of ${owner} takes ${takes}, not ${kindOf(value)}.`)
    }
  }
}

/**
 * Checks the names of options. An unknown name has no effect: it is logged as a warning, or rejected if `reject` is
 * set.
 * @throws IbkrError `config-invalid` for a name that is probably a misspelled option
 */
export function checkOptionNames(
  owner: string,
  options: object,
  kinds: OptionKinds,
  unknown: Logger | undefined | 'reject',
): void {
  const known = Object.keys(kinds)
  for (const name of findUnknownNames(options, known)) {
    const near = suggestSimilarName(name, known)
    const message = `Unknown option ${JSON.stringify(name.slice(0, 60))} of ${owner}`
    if (near !== undefined) throw new IbkrError('config-invalid', `${message}: did you mean ${near}?`)
    if (unknown === 'reject') throw new IbkrError('config-invalid', `${message}: it takes ${known.join(', ')}.`)
    unknown?.warn(`${message}: it has no effect. The options are ${known.join(', ')}.`)
  }
}

/** Describes a value without quoting strings, which may be secrets in the wrong place. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  return typeof value === 'string' || typeof value === 'function' ? `a ${typeof value}` : String(value)
}
