import { findUnknownNames, suggestSimilarName } from '../shared/domain/suggest-similar-name.ts'
import { IbkrError } from './errors/ibkr-error.ts'

/**
 * Returns a required string of the settings, trimmed because copied strings often have spaces at the ends. The error
 * quotes no value, because the value may belong to another field.
 * @param login the kind of settings, for example `OAuth 2.0`
 * @throws IbkrError `config-invalid`
 */
export function readSetting(settings: object, name: string, known: readonly string[], login: string): string {
  const value: unknown = Reflect.get(settings, name)
  if (typeof value === 'string' && value.trim() !== '') return value.trim()
  throw createSettingError(login, name, settingMistake(settings, name, value, known))
}

/** Creates an error that names the setting, but not its value. */
export function createSettingError(login: string, name: string, reason: string): IbkrError {
  return new IbkrError('config-invalid', `The ${login} settings cannot be used: ${name} ${reason}.`)
}

function settingMistake(settings: object, name: string, value: unknown, known: readonly string[]): string {
  if (value instanceof Uint8Array) return "must be a string, not bytes: use readFileSync(name, 'utf8')"
  if (value !== undefined && value !== null && typeof value !== 'string') return `must be a string, not ${typeof value}`
  const near = suggestSimilarName(name, findUnknownNames(settings, known))
  return near === undefined ? 'is missing' : `is missing; is "${near}" a misspelling of it?`
}
