import { IbkrError } from '../errors/ibkr-error.ts'

/**
 * RFC 3986: everything but `A-Z a-z 0-9 - . _ ~` becomes `%XX` in upper case. `encodeURIComponent` spares five more
 * characters, which IBKR's signature check does not.
 * @throws IbkrError `config-invalid` for half a character (a lone surrogate), which has no encoding
 */
export function percentEncode(text: string): string {
  return encode(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

function encode(text: string): string {
  try {
    return encodeURIComponent(text)
  } catch {
    throw new IbkrError('config-invalid', 'A text that is to be signed holds half a character: it cannot be encoded.')
  }
}
