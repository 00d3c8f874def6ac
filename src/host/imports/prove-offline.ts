import { createPrivateKey, createPublicKey } from 'node:crypto'
import { offlineProof, type ProofStepId } from '../../client/configure/offline-proof.ts'
import { readOauth2Settings } from '../../client/oauth2/oauth2-settings.ts'
import type { ProofView } from '../../shared/contract/import-views.ts'
import { oauth1Config, oauth2Config } from '../keys/login-config.ts'
import type { ImportDraft } from './import-draft.ts'
import { ProofFailure, ProofSkipped, type ProofTask, runProof } from './run-proof.ts'

/** What can be proved without a network. Tells each line as it changes; resolves to the whole. */
export function proveDraftOffline(
  draft: ImportDraft,
  tell: (view: ProofView) => void,
  signal: AbortSignal,
): Promise<ProofView> {
  const steps = draft.kind === 'oauth1' ? oauth1Steps(draft) : oauth2Steps(draft)
  return runProof([...steps, ...serverStep(draft)], tell, signal)
}

/** Only where an address was given that cannot be one: with it the profile could not even be shown. */
function serverStep(draft: ImportDraft): readonly ProofTask[] {
  const { server } = draft.view().fields
  if (server?.kind !== 'bad') return []
  const claim = 'The address of the other server can be used'
  return [{ id: 'server', claim, needs: [], missing: server.message, run: async () => undefined }]
}

const SLOT_OF_STEP: Partial<Record<ProofStepId, ['signature' | 'encryption' | 'dhParameters', string]>> = {
  'signature-key': ['signature', 'The signature key is missing: offer its file, private_signature.pem.'],
  'encryption-key': ['encryption', 'The encryption key is missing: offer its file, private_encryption.pem.'],
  prime: ['dhParameters', 'The Diffie-Hellman parameters are missing: offer their file, dhparam.pem.'],
}

function oauth1Steps(draft: ImportDraft): readonly ProofTask[] {
  const config = oauth1Config(draft.keySet(), draft.plainField('consumerKey'))
  const steps = offlineProof(config).map(({ id, claim, needs, prove }): ProofTask => {
    const [slot, missing] = SLOT_OF_STEP[id] ?? []
    const content = slot && draft.slot(slot)
    const locked =
      content?.kind === 'locked'
        ? `${content.fileName} is protected by a passphrase. Type it to open the key.`
        : undefined
    return {
      id,
      claim,
      needs,
      missing: slot && !content ? missing : locked,
      run: async () => {
        await prove()
        return undefined
      },
    }
  })
  if (draft.publicKeys.size === 0) return steps
  return [...steps, publicKeysStep(draft, [config.signature, config.encryption])]
}

/** Where public files were offered too: what was registered at IBKR should be the other half of what is kept here. */
function publicKeysStep(draft: ImportDraft, privateKeys: readonly string[]): ProofTask {
  return {
    id: 'public-keys',
    claim: 'The public keys that were offered belong to the private ones',
    needs: ['signature-key', 'encryption-key'],
    run: async () => {
      const own = new Set(privateKeys.map((pem) => publicPart(pem)))
      const strangers = [...draft.publicKeys].filter((key) => !own.has(key)).length
      if (strangers === 0) return undefined
      // No reason to stop: an old file may lie beside the others, and nothing of it is stored.
      throw new ProofSkipped(
        'A public key that was offered belongs to neither private key, and is left out. If it is the one that is registered at IBKR, the login will fail: register the other half of the keys that you have here.',
      )
    },
  }
}

function publicPart(pem: string): string {
  return createPublicKey(createPrivateKey(pem)).export({ type: 'spki', format: 'der' }).toString('base64')
}

function oauth2Steps(draft: ImportDraft): readonly ProofTask[] {
  const needed = [
    ['clientId', 'The client id is missing: IBKR gives it when the client is registered.'],
    ['keyId', 'The key id is missing: the name under which the public key is registered, often "main".'],
    ['credential', 'The credential is missing: the IBKR username for whom the session is opened.'],
    ['ip', 'The IP address is missing: the public one that your requests come from.'],
  ] as const
  const key = draft.slot('privateKey')
  return [
    {
      id: 'private-key',
      claim: 'The private key is an RSA private key of 2048 bits or more',
      needs: [],
      missing:
        key === undefined
          ? 'The private key is missing: offer its file.'
          : key.kind === 'locked'
            ? `${key.fileName} is protected by a passphrase. Type it to open the key.`
            : undefined,
      run: async () => {
        readOauth2Settings(
          oauth2Config(draft.keySet(), { clientId: 'x', keyId: 'x', credential: 'x', ip: '127.0.0.1' }),
          undefined,
        )
        return undefined
      },
    },
    ...needed.map(
      ([field, missing]): ProofTask => ({
        id: field,
        claim: `There is a ${FIELD_NAMES[field]}`,
        needs: [],
        missing: draft.plainField(field) === '' ? missing : undefined,
        run: async () => {
          const view = draft.view().fields[field]
          if (view?.kind === 'bad') throw new ProofFailure(view.message)
          return undefined
        },
      }),
    ),
  ]
}

const FIELD_NAMES = { clientId: 'client id', keyId: 'key id', credential: 'username', ip: 'public IP address' } as const
