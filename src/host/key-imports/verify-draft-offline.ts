import { createPublicKey } from 'node:crypto'
import {
  createOfflineChecks,
  type OfflineCheckId,
  readOauth2Settings,
  readRsaPrivateKey,
} from '../../client/unpublished.ts'
import type { VerificationView } from '../../shared/contract/import-views.ts'
import type { KeySlot } from '../../shared/domain/keys.ts'
import { createOauth1Config, createOauth2Config } from '../keys/create-login-config.ts'
import { CheckFailedError, CheckSkippedError, type RunChecks, type VerificationStep } from './draft-verifications.ts'
import type { ImportDraft } from './import-draft.ts'

/** Verifies everything that can be checked without a network. */
export function verifyDraft(run: RunChecks, draft: ImportDraft): Promise<VerificationView> {
  return run([...(draft.kind === 'oauth1' ? oauth1Checks(draft) : oauth2Checks(draft)), ...serverChecks(draft)])
}

/** Checks the address of the server: a profile with an invalid address could not be displayed. */
function serverChecks(draft: ImportDraft): readonly VerificationStep[] {
  const { server } = draft.view().fields
  if (server?.kind !== 'bad') return []
  const claim = 'The address of the server is valid'
  return [{ id: 'server', claim, needs: [], missing: server.message, run: async () => undefined }]
}

const SLOT_OF_CHECK: Partial<Record<OfflineCheckId, readonly [KeySlot, missing: string]>> = {
  'signature-key': ['signature', 'The signature key is missing: add its file, private_signature.pem.'],
  'encryption-key': ['encryption', 'The encryption key is missing: add its file, private_encryption.pem.'],
  prime: ['dhParameters', 'The Diffie-Hellman parameters are missing: add their file, dhparam.pem.'],
}

function oauth1Checks(draft: ImportDraft): readonly VerificationStep[] {
  const config = createOauth1Config(draft.keySet(), draft.plainField('consumerKey'))
  const checks = createOfflineChecks(config).map(({ id, claim, needs, run: verify }): VerificationStep => {
    const [slot, missing = ''] = SLOT_OF_CHECK[id] ?? []
    const run = async (): Promise<undefined> => void (await verify())
    return { id, claim, needs, missing: slot && whatIsMissing(draft, slot, missing), run }
  })
  return draft.publicKeys.size === 0
    ? checks
    : [...checks, publicKeysCheck(draft, [config.signature, config.encryption])]
}

function whatIsMissing(draft: ImportDraft, slot: KeySlot, missing: string): string | undefined {
  const content = draft.slot(slot)
  if (content === undefined) return missing
  return content.kind === 'locked'
    ? `${content.fileName} is encrypted. Type its passphrase to decrypt the key.`
    : undefined
}

/** Checks that each added public key belongs to a private key of the draft. Runs only if public keys were added. */
function publicKeysCheck(draft: ImportDraft, privateKeys: readonly string[]): VerificationStep {
  return {
    id: 'public-keys',
    claim: 'The added public keys belong to the private keys',
    needs: ['signature-key', 'encryption-key'],
    run: async () => {
      const own = new Set(privateKeys.map((pem) => publicPart(pem)))
      if ([...draft.publicKeys].every((key) => own.has(key))) return undefined
      // Skip instead of fail: the public key may be an old file in the same folder, and it is not stored.
      throw new CheckSkippedError(
        'A public key belongs to neither private key and is ignored. If it is registered at IBKR, the login will fail: register the public keys of these private keys.',
      )
    },
  }
}

function publicPart(pem: string): string {
  return createPublicKey(readRsaPrivateKey(pem, 'private key'))
    .export({ type: 'spki', format: 'der' })
    .toString('base64')
}

const OAUTH2_FIELDS = [
  ['clientId', 'client id', 'The client id is missing: IBKR issues it when the client is registered.'],
  ['keyId', 'key id', 'The key id is missing: the name under which the public key is registered, often "main".'],
  ['credential', 'username', 'The credential is missing: the IBKR username for whom the session is opened.'],
  ['ip', 'public IP address', 'The IP address is missing: the public address that your requests come from.'],
] as const

function oauth2Checks(draft: ImportDraft): readonly VerificationStep[] {
  return [
    {
      id: 'private-key',
      claim: 'The private key is an RSA private key of 2048 bits or more',
      needs: [],
      missing: whatIsMissing(draft, 'privateKey', 'The private key is missing: add its file.'),
      run: async () => {
        const names = { clientId: 'x', keyId: 'x', credential: 'x', ip: '127.0.0.1' }
        readOauth2Settings(createOauth2Config(draft.keySet(), names), undefined)
        return undefined
      },
    },
    ...OAUTH2_FIELDS.map(
      ([field, name, missing]): VerificationStep => ({
        id: field,
        claim: `The ${name} is present`,
        needs: [],
        missing: draft.plainField(field) === '' ? missing : undefined,
        run: async () => {
          const view = draft.view().fields[field]
          if (view?.kind === 'bad') throw new CheckFailedError(view.message)
          return undefined
        },
      }),
    ),
  ]
}
