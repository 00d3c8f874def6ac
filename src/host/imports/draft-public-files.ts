import { createPrivateKey } from 'node:crypto'
import type { PublicFile } from '../../shared/contract/import-views.ts'
import { HostError } from '../host-error.ts'
import { oauth1Config, oauth2Config } from '../keys/login-config.ts'
import type { ImportDraft } from './import-draft.ts'
import { publicFiles, publicKeyFile } from './make-keys.ts'

/** The files for IBKR of the keys in a draft, whether made here or read from files. */
export function draftPublicFiles(draft: ImportDraft): readonly PublicFile[] {
  if (draft.kind === 'oauth2') return clientPublicFile(draft)
  const { signature, encryption, dhPrime } = oauth1Config(draft.keySet(), '')
  if (signature === '' || encryption === '' || dhPrime === '') {
    throw new HostError(
      'not-found',
      'Both private keys and the prime are needed before there is something to register.',
    )
  }
  return publicFiles(createPrivateKey(signature), createPrivateKey(encryption), BigInt(`0x${dhPrime}`))
}

const NO_NAMES = { clientId: '', keyId: '', credential: '', ip: '' } as const

/** The public half of a client's key: what IBKR is sent for OAuth 2.0. */
function clientPublicFile(draft: ImportDraft): readonly PublicFile[] {
  const { privateKey } = oauth2Config(draft.keySet(), NO_NAMES)
  if (privateKey === '') {
    throw new HostError('not-found', 'The private key is needed before there is something to register.')
  }
  return [publicKeyFile('public_key.pem', createPrivateKey(privateKey))]
}
