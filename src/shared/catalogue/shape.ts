/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/**
 * The meaning of a text or a number, for the pickers, checks and explanations of a form.
 * - `accountId`: one of the session's accounts. `groupOrAccountId`: also an allocation group.
 * - `conid`: contract id. `conidex`: contract id with an exchange (`265598@NYSE`) or a combination.
 * - `symbol`, `currency` (three letters), `exchange` (IBKR's code), `country` (three letters), `language`.
 * - `orderId`, `alertId`: assigned by IBKR. `ownReference`: any text chosen by the user.
 * - `fieldId`: number of a market-data field, such as 31.
 * - `period`: a length of time such as `1d` or `2w`. `bar`: the length of one bar such as `5min`.
 * - `date`: one day, in the format `day`. `month`: `AUG26`. `moment`: a date-time, in the format `time`.
 * - `email`, `phone`, `uuid`, `url`, `base64`: the usual formats. `secret`: never displayed or stored.
 */
export type Format =
  | 'accountId'
  | 'groupOrAccountId'
  | 'conid'
  | 'conidex'
  | 'symbol'
  | 'currency'
  | 'exchange'
  | 'country'
  | 'language'
  | 'orderId'
  | 'alertId'
  | 'ownReference'
  | 'fieldId'
  | 'period'
  | 'bar'
  | 'date'
  | 'month'
  | 'moment'
  | 'email'
  | 'phone'
  | 'uuid'
  | 'url'
  | 'base64'
  | 'secret'

/** The format of a date. */
export type DaySpelling = 'YYYYMMDD' | 'YYYY-MM-DD' | 'YYYY/MM/DD'

/** The format of a date-time: text, or a number since 1970. */
export type TimeSpelling = 'YYYYMMDD-HH:mm:ss' | 'ISO' | 'seconds' | 'milliseconds'

/** Limits of a single value, for path and query parameters and body fields. */
export interface ValueLimits {
  readonly format?: Format
  /** The spelling of a value with the format `date`. */
  readonly day?: DaySpelling
  /** The spelling of a value with the format `moment`. */
  readonly time?: TimeSpelling
  /** Limits of a number, both inclusive. */
  readonly minimum?: number
  readonly maximum?: number
  /** Limits of the length of a text, in characters. */
  readonly minimumLength?: number
  readonly maximumLength?: number
  /** A regular expression that must match the whole text. */
  readonly pattern?: string
  /** Short explanations of some of the values. */
  readonly meanings?: Readonly<Record<string, string>>
  /** `values` lists only the known ones; others are accepted too. */
  readonly open?: true
}

export interface TextShape extends ValueLimits {
  readonly kind: 'string'
  readonly values?: readonly string[]
  readonly default?: string
}

export interface NumberShape extends ValueLimits {
  readonly kind: 'integer' | 'number'
  readonly values?: readonly number[]
  readonly default?: number
}

export interface FlagShape {
  readonly kind: 'boolean'
  readonly default?: boolean
}

export interface ListShape {
  readonly kind: 'array'
  readonly items: Shape
  readonly minimumItems?: number
  readonly maximumItems?: number
}

export interface GroupShape {
  readonly kind: 'object'
  readonly fields: readonly Field[]
  /** Members that are not listed are accepted too. */
  readonly open?: true
}

/** An object whose keys are data: account ids, names of parameters, positions in a list. */
export interface MapShape {
  readonly kind: 'map'
  /** A short description of the keys. */
  readonly keys: string
  readonly values: Shape
}

/** A value that has one of several forms. */
export interface ChoiceShape {
  readonly kind: 'oneOf'
  readonly choices: readonly Choice[]
}

export interface Choice {
  readonly title: string
  readonly shape: Shape
  /** Name of a field in the same object; its value determines the form. */
  readonly when?: FieldCondition
}

/** The bytes of a file, as base64 text within JSON. */
export interface FileShape {
  readonly kind: 'file'
  readonly mediaTypes: readonly string[]
}

/** Any JSON value, edited as text. */
export interface AnyShape {
  readonly kind: 'any'
}

/** The shape of one value in a JSON body. The discriminant is `kind`. */
export type Shape =
  | TextShape
  | NumberShape
  | FlagShape
  | ListShape
  | GroupShape
  | MapShape
  | ChoiceShape
  | FileShape
  | AnyShape

/** The condition that another field of the same object has one of these values. */
export interface FieldCondition {
  readonly field: string
  readonly is: readonly (string | number | boolean)[]
}

/** The properties of a named field in addition to the shape of its value. */
export interface FieldHead {
  /** The name in IBKR's spelling: case matters. */
  readonly name: string
  /** Explains the field in one sentence, for the form. */
  readonly help: string
  /** IBKR refuses the call without this field; with `when`, only if that condition is met. */
  readonly required?: true
  /** The field is used only if this condition is met. Otherwise the form hides it but preserves what was typed. */
  readonly when?: FieldCondition
  /** `null` is accepted. */
  readonly nullable?: true
  /** An example value that works unchanged; a text `{{name}}` is a variable of the profile. */
  readonly example?: Json
  /** The name is old, or IBKR will remove it. */
  readonly deprecated?: true
}

/** One named field of an object: its head and its shape. */
export type Field = FieldHead & Shape
