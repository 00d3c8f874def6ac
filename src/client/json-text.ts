import { IbkrError } from './errors/ibkr-error.ts'

/**
 * A value as JSON; undefined for one that has none, such as a function.
 * @throws IbkrError `config-invalid` for what JSON cannot hold: a circle, a big integer
 */
export function jsonText(value: unknown, what: string): string | undefined {
  try {
    return JSON.stringify(value)
  } catch (cause) {
    throw new IbkrError('config-invalid', `${what} cannot be written as JSON.`, { cause })
  }
}
