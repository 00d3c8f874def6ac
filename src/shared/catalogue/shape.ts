/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/**
 * The meaning of a text or a number, for the pickers, checks and explanations of a form.
 * - `accountId`: one of the session's accounts. `groupOrAccountId`: also an allocation group.
 * - `conid`: contract id. `conidex`: contract id with an exchange (`265598@NYSE`) or a combination.
 * - `symbol`, `currency` (three letters), `exchange` (IBKR's code), `country` (three letters), `language`.
 * - `orderId`, `alertId`: given by IBKR. `ownReference`: a text of your own choice.
 * - `fieldId`: number of a market-data field, such as 31.
 * - `period`: a length of time such as `1d` or `2w`. `bar`: the length of one bar such as `5min`.
 * - `date`: one day, in the format `day`. `month`: `AUG26`. `moment`: a date-time, in the format `time`.
 * - `email`, `phone`, `uuid`, `url`, `base64`: as everywhere. `secret`: never shown, never kept.
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

/** How a day is spelled. */
export type DaySpelling = 'YYYYMMDD' | 'YYYY-MM-DD' | 'YYYY/MM/DD'

/** How a point in time is spelled: text, or a count since 1970. */
export type TimeSpelling = 'YYYYMMDD-HH:mm:ss' | 'ISO' | 'seconds' | 'milliseconds'

/** What limits a single value; shared by the parameters of path and query and the fields of a body. */
export interface ValueLimits {
  readonly format?: Format
  /** With the format `date`. */
  readonly day?: DaySpelling
  /** With the format `moment`. */
  readonly time?: TimeSpelling
  /** Of a number, both included. */
  readonly minimum?: number
  readonly maximum?: number
  /** Of a text, in characters. */
  readonly minimumLength?: number
  readonly maximumLength?: number
  /** A regular expression that the whole text fits. */
  readonly pattern?: string
  /** What some of the values mean, in a few words. */
  readonly meanings?: Readonly<Record<string, string>>
  /** `values` are the known ones; others are accepted too. */
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
  /** Names that are not listed are accepted too. */
  readonly open?: true
}

/** Keys are data: account ids, names of parameters, positions in a list. */
export interface MapShape {
  readonly kind: 'map'
  /** What a key is, in a few words. */
  readonly keys: string
  readonly values: Shape
}

/** One of several forms. */
export interface ChoiceShape {
  readonly kind: 'oneOf'
  readonly choices: readonly Choice[]
}

export interface Choice {
  readonly title: string
  readonly shape: Shape
  /** The field beside this one (of the same object) whose value decides for this choice. */
  readonly when?: When
}

/** Bytes of a file: base64 text within JSON. */
export interface FileShape {
  readonly kind: 'file'
  readonly mediaTypes: readonly string[]
}

/** Any JSON: the raw editor. */
export interface AnyShape {
  readonly kind: 'any'
}

/** The form of one value in a JSON body. The discriminant is `kind`. */
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

/** Another field of the same object has one of these values. */
export interface When {
  readonly field: string
  readonly is: readonly (string | number | boolean)[]
}

/** What a name in an object adds to the shape of its value. */
export interface FieldHead {
  /** As IBKR spells it: case matters. */
  readonly name: string
  /** One sentence for the form. */
  readonly help: string
  /** Without it IBKR refuses the call; with `when`, only under that condition. */
  readonly required?: true
  /** The field has a meaning only then; hide it otherwise, but never drop what was typed. */
  readonly when?: When
  /** `null` is accepted. */
  readonly nullable?: true
  /** A value that works unchanged; a text `{{name}}` is a variable of the profile. */
  readonly example?: Json
  /** An old name or one that IBKR is about to drop. */
  readonly deprecated?: true
}

/** One named value of an object. */
export type Field = FieldHead & Shape
