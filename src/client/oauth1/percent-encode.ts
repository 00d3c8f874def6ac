import { demandText } from '../demand.ts'
import { IbkrError } from '../errors/ibkr-error.ts'

/**
 * RFC 3986: everything but `A-Z a-z 0-9 - . _ ~` becomes `%XX` in upper case. `encodeURIComponent` leaves five more
 * characters, which IBKR's signature check does not.
 * @throws IbkrError `config-invalid` for a lone surrogate, which has no encoding
 */
export function percentEncode(text: string): string {
  demandText(text, 'The text to percent-encode')
  try {
    return encodeURIComponent(text).replace(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    )
  } catch {
    throw new IbkrError('config-invalid', 'The text to sign holds half a character (a lone surrogate): remove it.')
  }
}
