/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/**
 * The meaning of a string or a number, for the pickers, checks and explanations of a form.
 * - `accountId`: one of the session's accounts. `groupOrAccountId`: also an allocation group.
 * - `conid`: contract id. `conidex`: contract id with an exchange (`265598@NYSE`) or a combination.
 * - `symbol`, `currency` (three letters), `exchange` (IBKR's code), `country` (three letters), `language`.
 * - `orderId`, `alertId`: assigned by IBKR. `ownReference`: any text chosen by the user.
 * - `fieldId`: number of a market data field, for example 31.
 * - `period`: a length of time such as `1d` or `2w`. `bar`: the length of one bar such as `5min`.
 * - `date`: one day, in the format `day`. `month`: `AUG26`. `date-time`: in the format `time`.
 * - `email`, `phone`, `uuid`, `url`, `base64`: the usual formats. `secret`: never displayed or stored.
 */
export type ValueFormat =
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
  | 'date-time'
  | 'email'
  | 'phone'
  | 'uuid'
  | 'url'
  | 'base64'
  | 'secret'

/** The format of a date. */
export type DateFormat = 'YYYYMMDD' | 'YYYY-MM-DD' | 'YYYY/MM/DD'

/** The format of a date-time: a string, or a number since 1970. */
export type TimestampFormat = 'YYYYMMDD-HH:mm:ss' | 'ISO' | 'seconds' | 'milliseconds'

/** Limits of a single value, for path and query parameters and body fields. */
export interface ValueLimits {
  readonly format?: ValueFormat
  /** The format of a `date` value. */
  readonly day?: DateFormat
  /** The format of a `date-time` value. */
  readonly time?: TimestampFormat
  /** Minimum and maximum of a number, both inclusive. */
  readonly minimum?: number
  readonly maximum?: number
  /** Minimum and maximum length of a string, in characters. */
  readonly minimumLength?: number
  readonly maximumLength?: number
  /** A regular expression that must match the whole string. */
  readonly pattern?: string
  /** Short explanations of some of the values. */
  readonly meanings?: Readonly<Record<string, string>>
  /** `values` lists only the known values; other values are also accepted. */
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
  /** Members that are not listed are also accepted. */
  readonly open?: true
}

/** An object that has data as keys: account ids, parameter names, positions in a list. */
export interface MapShape {
  readonly kind: 'map'
  /** A short description of the keys. */
  readonly keys: string
  readonly values: Shape
}

/** A value that has one of several shapes. */
export interface ChoiceShape {
  readonly kind: 'oneOf'
  readonly choices: readonly ShapeChoice[]
}

export interface ShapeChoice {
  readonly title: string
  readonly shape: Shape
  /** The condition that selects this shape: the value of a field in the same object. */
  readonly when?: FieldCondition
}

/** The content of a file, as base64 within JSON. */
export interface FileShape {
  readonly kind: 'file'
  readonly mediaTypes: readonly string[]
}

/** Any JSON value, edited as text. */
export interface AnyShape {
  readonly kind: 'any'
}

/** The shape of one value in a JSON body, with the discriminant `kind`. */
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
export interface NamedFieldProperties {
  /** The name in IBKR's spelling, which is case-sensitive. */
  readonly name: string
  /** Explains the field in one sentence, for the form. */
  readonly help: string
  /** IBKR refuses the call without this field; with `when`, only if the condition is met. */
  readonly required?: true
  /** The field is used only if this condition is met. Otherwise the form hides the field but keeps its content. */
  readonly when?: FieldCondition
  /** Whether `null` is accepted. */
  readonly nullable?: true
  /** An example value that can be sent unchanged; a string `{{name}}` is a variable of the profile. */
  readonly example?: Json
  /** Whether the name is outdated, or IBKR will remove it. */
  readonly deprecated?: true
}

/** One named field of an object: its head and its shape. */
export type Field = NamedFieldProperties & Shape
