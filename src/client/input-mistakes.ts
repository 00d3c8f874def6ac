import { IbkrError } from './errors/ibkr-error.ts'

/** Follows the name of the input in an error. */
export const FILE_NAME = 'looks like the name of a file: give what is in the file, readFileSync(name, "utf8").'

/** Characters; longer texts are no names of files. */
const MAX_NAME = 300

/** Whether a text looks like the name of a file instead of its content. */
export function isLikeFileName(text: string): boolean {
  return (
    text.length <= MAX_NAME &&
    !/[\r\n]/.test(text) &&
    (/^(file:|\.{0,2}[\\/]|~[\\/]|[a-z]:[\\/])/i.test(text) ||
      (/\.(pem|key|der|crt|cer|json|txt|env)$/i.test(text) && !text.includes('://')))
  )
}

/** Whether a text is the content of a key or of settings instead of a name or an address: never quote it. */
export function isLikeContent(text: string): boolean {
  return /[{}\r\n]|-----/.test(text) || text.length > 2_000
}

/** Characters; a shorter text begins too many names. */
const MIN_PREFIX = 5

/**
 * The one of `names` that is probably meant by `name`: it differs in case, in `_` and `-`, or by one letter too many, too few, wrong
 * or swapped, or one is the beginning of the other.
 */
export function nearName(name: string, names: readonly string[]): string | undefined {
  const bare = plain(name)
  const others = names.filter((other) => other !== name)
  return others.find((other) => isOneSlip(bare, plain(other))) ?? others.find((other) => isPrefix(bare, plain(other)))
}

/** The names in an object that are not known. */
export function unknownNames(given: object, known: readonly string[]): readonly string[] {
  return Object.keys(given).filter((name) => !known.includes(name))
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '')
}

function isOneSlip(a: string, b: string): boolean {
  let start = 0
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1
  const left = a.slice(start, a.length - end)
  const right = b.slice(start, b.length - end)
  const swapped = left.length === 2 && right === `${left[1]}${left[0]}`
  return swapped || (left.length <= 1 && right.length <= 1)
}

function isPrefix(a: string, b: string): boolean {
  return Math.min(a.length, b.length) >= MIN_PREFIX && (a.startsWith(b) || b.startsWith(a))
}

/**
 * A required text of the settings, trimmed, because blanks at its ends come from copying. Quotes no value: it may belong to another field.
 * @param login what the settings are for, such as `OAuth 2.0`
 * @throws IbkrError `config-invalid`
 */
export function settingText(settings: object, name: string, known: readonly string[], login: string): string {
  const value: unknown = Reflect.get(settings, name)
  if (typeof value === 'string' && value.trim() !== '') return value.trim()
  throw invalidSetting(login, name, settingMistake(settings, name, value, known))
}

/** Names the setting, not its value. */
export function invalidSetting(login: string, name: string, reason: string): IbkrError {
  return new IbkrError('config-invalid', `The ${login} settings cannot be used: ${name} ${reason}.`)
}

function settingMistake(settings: object, name: string, value: unknown, known: readonly string[]): string {
  if (value instanceof Uint8Array) return "must be a text, not bytes: readFileSync(name, 'utf8') gives one"
  if (value !== undefined && value !== null && typeof value !== 'string') return `must be a text, not ${typeof value}`
  const near = nearName(name, unknownNames(settings, known))
  return near === undefined ? 'is missing' : `is missing; is "${near}" meant?`
}
