import { resolveServer } from '../../client/gateway.ts'
import { IbkrError } from '../../client/index.ts'
import { decryptAccessTokenSecret } from '../../client/oauth1/access-token-secret.ts'
import type { FileReport } from '../../shared/contract/import-views.ts'
import type { ImportField, KeySlot } from '../../shared/domain/keys.ts'
import { lockedPem, oauth1Config } from '../keys/login-config.ts'
import type { ImportDraft } from './import-draft.ts'
import { openKey, type Recognised, recognise, recogniseGroup } from './recognise.ts'
import type { OfferedFile } from './unpack.ts'

const SLOT_NAMES: Readonly<Record<KeySlot, string>> = {
  signature: 'signature key',
  encryption: 'encryption key',
  dhParameters: 'Diffie-Hellman parameters',
  privateKey: 'private key',
}

/** Puts what files hold where it belongs, and tells of each what became of it. `wanted`: the slot it was dropped on. */
export function takeFiles(draft: ImportDraft, files: readonly OfferedFile[], wanted?: KeySlot): readonly FileReport[] {
  const reports = files.flatMap(({ name, bytes }): readonly FileReport[] => {
    const found = recognise(bytes, name)
    if (found.length === 0) {
      const message = wanted ? `${name} holds no key; ${WANTED[wanted]}.` : `${name} holds no key.`
      return [{ name, outcome: wanted ? 'refused' : 'ignored', message }]
    }
    return found.flatMap((one) => take(draft, one, { name, file: name, wanted, source: 'file' }))
  })
  return settled(draft, reports)
}

/** Opens an encrypted key that waits in a slot. @throws IbkrError with the sentence for the person */
export function unlockSlot(draft: ImportDraft, slot: KeySlot, passphrase: string): readonly FileReport[] {
  const content = draft.slot(slot)
  if (content?.kind !== 'locked') return []
  const opened = openKey(lockedPem(content.pem), content.fileName, passphrase)
  if (opened.kind === 'refused') throw new IbkrError('key-invalid', opened.message)
  return settled(
    draft,
    take(draft, opened, { name: content.fileName, file: content.fileName, wanted: slot, source: 'file' }),
  )
}

/** Which of two private keys is which shows only when the secret is there: it opens with the encryption key. */
export function settleKeys(draft: ImportDraft): boolean {
  const { signature, encryption, accessTokenSecret } = oauth1Config(draft.keySet(), '')
  if (accessTokenSecret === '' || (signature === '' && encryption === '')) return false
  if (opens(accessTokenSecret, encryption) || !opens(accessTokenSecret, signature)) return false
  draft.swapKeys()
  return true
}

function settled(draft: ImportDraft, reports: readonly FileReport[]): readonly FileReport[] {
  draft.report(reports)
  if (!settleKeys(draft)) return reports
  draft.report([SWAPPED])
  return [...reports, SWAPPED]
}

/** What the page is told when the two keys were put right by trying. */
export const SWAPPED: FileReport = {
  name: '',
  outcome: 'taken',
  message:
    'The signature key and the encryption key had changed places: the access token secret opens with the other. They were put right.',
}

function opens(secret: string, key: string): boolean {
  if (key === '') return false
  try {
    decryptAccessTokenSecret(secret, key)
    return true
  } catch {
    return false
  }
}

/** Where something was found, and the slot that it was dropped on. */
interface Origin {
  /** For sentences. */
  readonly name: string
  readonly file: string
  readonly wanted: KeySlot | undefined
  readonly source: 'file' | 'settings-file'
}

function take(draft: ImportDraft, found: Recognised, origin: Origin): readonly FileReport[] {
  const { name, file, wanted, source } = origin
  switch (found.kind) {
    case 'refused':
      return [{ name, outcome: 'refused', message: found.message }]
    case 'public-key': {
      if (wanted) return [wrongSlot(name, 'a public key', wanted)]
      draft.addPublicKey(found.spki)
      return [
        {
          name,
          outcome: 'ignored',
          message: `${name} is a public key: it is for IBKR, and compared with the private one here.`,
        },
      ]
    }
    case 'dh-parameters': {
      if (draft.kind === 'oauth2')
        return [
          {
            name,
            outcome: 'ignored',
            message: `${name} holds Diffie-Hellman parameters, which OAuth 2.0 does not use.`,
          },
        ]
      if (wanted && wanted !== 'dhParameters') return [wrongSlot(name, 'a file of Diffie-Hellman parameters', wanted)]
      if (isMadeHere(draft, 'dhParameters')) return [wouldBeLost(name, 'dhParameters')]
      const what = `Diffie-Hellman prime, ${found.bits} bits`
      draft.put('dhParameters', { kind: 'filled', secret: found.prime, source, fileName: file, what })
      return [taken(name, 'dhParameters')]
    }
    case 'private-key':
    case 'encrypted-key': {
      if (wanted === 'dhParameters') return [wrongSlot(name, 'a private key', wanted)]
      return [putKey(draft, found, origin, wanted ?? slotFor(draft, name))]
    }
    case 'settings':
      return takeSettings(draft, found.settings, name)
  }
}

function putKey(
  draft: ImportDraft,
  found: Extract<Recognised, { kind: 'private-key' | 'encrypted-key' }>,
  { name, file, source }: Origin,
  slot: KeySlot,
): FileReport {
  if (isMadeHere(draft, slot)) return wouldBeLost(name, slot)
  if (found.kind === 'encrypted-key') {
    draft.put(slot, { kind: 'locked', pem: found.pem, fileName: file })
    return {
      name,
      outcome: 'locked',
      slots: [slot],
      message: `${name} is protected by a passphrase. Type it to open the key.`,
    }
  }
  const what = `RSA key, ${found.bits} bits`
  draft.put(slot, { kind: 'filled', secret: found.der, source, fileName: file, what })
  return taken(name, slot)
}

/** A key that was made here exists nowhere else: a file never takes its place by itself. */
function isMadeHere(draft: ImportDraft, slot: KeySlot): boolean {
  const content = draft.slot(slot)
  return content?.kind === 'filled' && content.source === 'made'
}

function wouldBeLost(name: string, slot: KeySlot): FileReport {
  const message = `${name} would replace the ${SLOT_NAMES[slot]} that was made here and exists nowhere else. Remove that first, if it is to go.`
  return { name, outcome: 'refused', slots: [slot], message }
}

/** By its name where that tells, else the first that is empty; trying puts it right later. */
function slotFor(draft: ImportDraft, name: string): KeySlot {
  if (draft.kind === 'oauth2') return 'privateKey'
  // The purpose and not the state: a signature key may be called "encrypted".
  if (/sign/i.test(name)) return 'signature'
  if (/encr/i.test(name)) return 'encryption'
  return draft.slot('signature') && !draft.slot('encryption') ? 'encryption' : 'signature'
}

function takeSettings(
  draft: ImportDraft,
  settings: Extract<Recognised, { kind: 'settings' }>['settings'],
  name: string,
): readonly FileReport[] {
  if (settings.kind !== draft.kind) {
    const other = settings.kind === 'oauth1' ? 'OAuth 1.0a' : 'OAuth 2.0'
    return [
      { name, outcome: 'refused', message: `${name} holds the settings of ${other}. Begin an import of that kind.` },
    ]
  }
  // New strings beside the keys that were there before would be neither the one set nor the other.
  const lost = settings.keys.find(({ slot }) => isMadeHere(draft, slot))
  if (lost) return [wouldBeLost(name, lost.slot)]
  const reports = settings.keys.flatMap(({ slot, text }) => takeKeyText(draft, slot, text, name))
  const server = settings.fields.server
  const isForeign = server !== undefined && !isOnThisMachine(server)
  const fields = Object.entries(settings.fields).filter(([field, value]) => value && !(field === 'server' && isForeign))
  for (const [field, value] of fields) draft.setField(field as ImportField, value ?? '')
  const slots = reports.flatMap((report) => (report.outcome === 'taken' ? (report.slots ?? []) : []))
  const parts = slots.map((slot) => SLOT_NAMES[slot])
  if (fields.length > 0) parts.push(fields.length === 1 ? 'one string' : `${fields.length} strings`)
  const rest: FileReport[] = reports.filter(({ outcome }) => outcome !== 'taken')
  if (isForeign) rest.push(foreignServer(name))
  if (parts.length === 0) return rest
  return [...rest, { name, outcome: 'taken', slots, message: `${name} is read: ${parts.join(', ')}.` }]
}

/** A file decides only for a simulator on this machine where a login goes. */
function isOnThisMachine(server: string): boolean {
  try {
    return resolveServer(server).loopback
  } catch {
    return false
  }
}

const foreignServer = (name: string): FileReport => ({
  name,
  outcome: 'refused',
  message: `${name} names another server, which a file cannot choose. Enter it in step 3 if you trust it.`,
})

/** The prime stands there in hex, without anything around it. */
function takeKeyText(draft: ImportDraft, slot: KeySlot, text: string, name: string): readonly FileReport[] {
  const label = `${SLOT_NAMES[slot]} of ${name}`
  const found = slot === 'dhParameters' ? recogniseGroup(text, label) : recognise(Buffer.from(text), label)[0]
  if (found) return take(draft, found, { name: label, file: name, wanted: slot, source: 'settings-file' })
  return [{ name, outcome: 'refused', slots: [slot], message: `The ${label} is no key in PEM.` }]
}

/** What a slot wants, for a sentence that ends in "here". */
const WANTED: Readonly<Record<KeySlot, string>> = {
  signature: 'the private signature key is needed here',
  encryption: 'the private encryption key is needed here',
  dhParameters: 'the Diffie-Hellman parameters are needed here',
  privateKey: 'the private key is needed here',
}

function wrongSlot(name: string, is: string, slot: KeySlot): FileReport {
  return { name, outcome: 'refused', slots: [slot], message: `${name} is ${is}; ${WANTED[slot]}.` }
}

function taken(name: string, slot: KeySlot): FileReport {
  return { name, outcome: 'taken', slots: [slot], message: `${name} is taken as the ${SLOT_NAMES[slot]}.` }
}
