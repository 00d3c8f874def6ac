import { createPrivateKey } from 'node:crypto'
import type { PublicFile } from '../../shared/contract/import-views.ts'
import { HostError } from '../host-error.ts'
import { oauth1Config } from '../keys/login-config.ts'
import type { ImportDraft } from './import-draft.ts'
import { publicFiles } from './make-keys.ts'

/** The files for IBKR of the keys in a draft, whether made here or read from files. */
export function draftPublicFiles(draft: ImportDraft): readonly PublicFile[] {
  const { signature, encryption, dhPrime } = oauth1Config(draft.keySet(), '')
  if (signature === '' || encryption === '' || dhPrime === '') {
    throw new HostError(
      'not-found',
      'Both private keys and the prime are needed before there is something to register.',
    )
  }
  return publicFiles(createPrivateKey(signature), createPrivateKey(encryption), BigInt(`0x${dhPrime}`))
}
