import { IbkrError } from './errors/ibkr-error.ts'

/**
 * Formats a value as JSON; undefined for a value without a JSON form, such as a function.
 * @throws IbkrError `config-invalid` for a value that JSON cannot represent: a circular object, a big integer
 */
export function formatJson(value: unknown, what: string): string | undefined {
  try {
    return JSON.stringify(value)
  } catch (cause) {
    throw new IbkrError('config-invalid', `${what} cannot be written as JSON.`, { cause })
  }
}
