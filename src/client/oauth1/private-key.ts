import { createPrivateKey, type KeyObject } from 'node:crypto'
import { IbkrError } from '../errors/ibkr-error.ts'

/**
 * Reads the PEM text of an RSA private key: PKCS#1 (`BEGIN RSA PRIVATE KEY`) or PKCS#8 (`BEGIN PRIVATE KEY`), any line
 * ends. `purpose` names the key in the error.
 * @throws IbkrError `key-invalid`
 */
export function readRsaPrivateKey(pem: string, purpose: string): KeyObject {
  const key = parse(pem, purpose)
  if (key.asymmetricKeyType !== 'rsa') {
    throw new IbkrError('key-invalid', `The ${purpose} is a key of type ${key.asymmetricKeyType}; IBKR wants RSA.`)
  }
  return key
}

function parse(pem: string, purpose: string): KeyObject {
  const text = pem.replace(/\r\n?/g, '\n').trim()
  if (/BEGIN (RSA )?PUBLIC KEY/.test(text)) {
    throw new IbkrError('key-invalid', `The ${purpose} is a public key; the private one of the pair is needed.`)
  }
  if (/ENCRYPTED/.test(text.slice(0, 200))) {
    throw new IbkrError('key-invalid', `The ${purpose} is protected by a passphrase; save it without one.`)
  }
  try {
    return createPrivateKey(text)
  } catch {
    // The cause is dropped on purpose: OpenSSL's errors may quote what they could not read.
    throw new IbkrError('key-invalid', `The ${purpose} cannot be read: the PEM text of an RSA private key is needed.`)
  }
}
