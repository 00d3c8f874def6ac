import { IbkrError } from './errors/ibkr-error.ts'

/** Ends an error message that begins with the name of the input. */
export const FILE_NAME = 'looks like the name of a file: give what is in the file, readFileSync(name, "utf8").'

/** Maximum length of a file name, in characters. */
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

/** Minimum length in characters: too many names begin with a shorter text. */
const MIN_PREFIX = 5

/**
 * Finds the name that `name` is probably a misspelling of: it differs in case, in `_` and `-`, or in one letter that is
 * added, missing, wrong or swapped, or one is the beginning of the other.
 */
export function suggestName(name: string, names: readonly string[]): string | undefined {
  const bare = plain(name)
  const others = names.filter((other) => other !== name)
  return others.find((other) => isOneSlip(bare, plain(other))) ?? others.find((other) => isPrefix(bare, plain(other)))
}

/** The names in an object that are not among the known ones. */
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
 * Returns a required text of the settings, trimmed because copied texts often have blanks at the ends. The error quotes
 * no value: it may belong to another field.
 * @param login the kind of settings, such as `OAuth 2.0`
 * @throws IbkrError `config-invalid`
 */
export function settingText(settings: object, name: string, known: readonly string[], login: string): string {
  const value: unknown = Reflect.get(settings, name)
  if (typeof value === 'string' && value.trim() !== '') return value.trim()
  throw invalidSetting(login, name, settingMistake(settings, name, value, known))
}

/** The error names the setting, but not its value. */
export function invalidSetting(login: string, name: string, reason: string): IbkrError {
  return new IbkrError('config-invalid', `The ${login} settings cannot be used: ${name} ${reason}.`)
}

function settingMistake(settings: object, name: string, value: unknown, known: readonly string[]): string {
  if (value instanceof Uint8Array) return "must be a text, not bytes: readFileSync(name, 'utf8') gives one"
  if (value !== undefined && value !== null && typeof value !== 'string') return `must be a text, not ${typeof value}`
  const near = suggestName(name, unknownNames(settings, known))
  return near === undefined ? 'is missing' : `is missing; is "${near}" meant?`
}
