import { demandObject } from '../demand.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { percentEncode } from './percent-encode.ts'

/** Printable ASCII without the quote that would end the value. */
const SAFE = /^[\x20\x21\x23-\x7e]*$/
/** Stands for what is no text. */
const UNSAFE = '"'

/**
 * The value of `Authorization`: `realm` first, then every parameter and the signature in the order of their names. Only
 * the signature is percent-encoded, as in IBKR's samples.
 * @throws IbkrError `config-invalid` for a value that no header can carry (quotes, line ends, letters beyond ASCII)
 */
export function authorizationHeader(parts: {
  readonly realm: string
  readonly params: Readonly<Record<string, string>>
  /** base64, not encoded */
  readonly signature: string
}): string {
  demandObject(parts, 'What an Authorization header is made of')
  const { params, realm, signature } = parts
  demandObject(params, 'The list of parameters of an Authorization header')
  demandSafe('realm', realm)
  let header = `OAuth realm="${realm}"`
  let values = ''
  const names = ['oauth_signature', ...Object.keys(params)].sort()
  for (const name of names) {
    const value = name === 'oauth_signature' ? percentEncode(signature) : params[name]
    const text = typeof value === 'string' ? value : UNSAFE
    header += `, ${name}="${text}"`
    values += text
  }
  // All of them at once: each by itself only where one is not safe.
  if (!SAFE.test(values)) for (const name of names) if (name !== 'oauth_signature') demandSafe(name, params[name])
  return header
}

function demandSafe(name: string, value: string | undefined): void {
  if (typeof value === 'string' && SAFE.test(value)) return
  throw new IbkrError('config-invalid', `${name} is missing or holds a character that no header can carry.`)
}
