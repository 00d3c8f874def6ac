import { IbkrError } from '../../client/index.ts'
import { canDecryptWithKey } from '../../client/unpublished.ts'
import type { KeyFileReport } from '../../shared/contract/import-views.ts'
import type { ImportField, KeySlot } from '../../shared/domain/keys.ts'
import { createOauth1Config, readEncryptedPem } from '../keys/create-login-config.ts'
import { isServerApproved } from '../keys/server-approval.ts'
import type { ImportDraft } from './import-draft.ts'
import type { OfferedFile } from './offered-key-files.ts'
import {
  decryptKey,
  type RecognisedContent,
  type RecognisedSettingsFile,
  recogniseDhParameters,
  recogniseFile,
} from './recognise-key-file.ts'

const SLOT_NAMES: Readonly<Record<KeySlot, string>> = {
  signature: 'signature key',
  encryption: 'encryption key',
  dhParameters: 'Diffie-Hellman parameters',
  privateKey: 'private key',
}

/** Descriptions of the content that each slot needs, for messages. */
const NEEDED: Readonly<Record<KeySlot, string>> = {
  signature: 'the private signature key is needed here',
  encryption: 'the private encryption key is needed here',
  dhParameters: 'the Diffie-Hellman parameters are needed here',
  privateKey: 'the private key is needed here',
}

/**
 * Assigns the content of files to the slots and fields of a draft. `wanted` is the slot that the user dropped the file
 * on.
 */
export function addFilesToDraft(
  draft: ImportDraft,
  files: readonly OfferedFile[],
  wanted?: KeySlot,
): readonly KeyFileReport[] {
  const reports = files.flatMap(({ name, bytes }): readonly KeyFileReport[] => {
    const found = recogniseFile(bytes, name)
    if (found.length > 0)
      return found.flatMap((each) => accept(draft, each, { name, file: name, wanted, source: 'file' }))
    const message = wanted ? `${name} contains no key; ${NEEDED[wanted]}.` : `${name} contains no key.`
    return [{ name, outcome: wanted ? 'refused' : 'ignored', message }]
  })
  return withSwap(draft, reports)
}

/** Decrypts the key of a slot. @throws IbkrError with a message for the user */
export function decryptKeySlot(draft: ImportDraft, slot: KeySlot, passphrase: string): readonly KeyFileReport[] {
  const content = draft.slot(slot)
  if (content?.kind !== 'locked') return []
  const name = content.fileName
  const decrypted = decryptKey(readEncryptedPem(content.pem), name, passphrase)
  if (decrypted.kind === 'refused') throw new IbkrError('key-invalid', decrypted.message)
  return withSwap(draft, accept(draft, decrypted, { name, file: name, wanted: slot, source: 'file' }))
}

/**
 * Swaps the two private keys if they are in each other's slots: only the encryption key decrypts the access token
 * secret.
 */
export function swapKeysIfNeeded(draft: ImportDraft): boolean {
  const { signature, encryption, accessTokenSecret } = createOauth1Config(draft.keySet(), '')
  if (accessTokenSecret === '' || (signature === '' && encryption === '')) return false
  if (canDecryptWithKey(accessTokenSecret, encryption) || !canDecryptWithKey(accessTokenSecret, signature)) return false
  swapKeys(draft)
  draft.report([SWAPPED])
  return true
}

/** Swaps the two private keys, and reports the new use of their files. */
export function swapKeys(draft: ImportDraft): void {
  draft.swapKeys()
  for (const slot of ['signature', 'encryption'] as const) {
    const content = draft.slot(slot)
    if (content?.fileName !== undefined) draft.report([accepted(content.fileName, slot)])
  }
}

function withSwap(draft: ImportDraft, reports: readonly KeyFileReport[]): readonly KeyFileReport[] {
  draft.report(reports)
  return swapKeysIfNeeded(draft) ? [...reports, SWAPPED] : reports
}

const SWAPPED: KeyFileReport = {
  name: '',
  outcome: 'accepted',
  message:
    'The signature key and the encryption key were swapped: the access token secret decrypts only with the other key.',
}

/** The source of a recognised key or setting. */
interface Origin {
  /** The name of the file, for messages. */
  readonly name: string
  readonly file: string
  /** The slot that the user dropped the file on. */
  readonly wanted: KeySlot | undefined
  readonly source: 'file' | 'settings-file'
}

function accept(draft: ImportDraft, found: RecognisedContent, origin: Origin): readonly KeyFileReport[] {
  const { name, file, wanted, source } = origin
  switch (found.kind) {
    case 'refused':
      return [{ name, outcome: 'refused', message: found.message }]
    case 'public-key':
      if (wanted) return [wrongSlot(name, 'a public key', wanted)]
      draft.addPublicKey(found.spki)
      return [
        ignored(name, `${name} is a public key. Register it at IBKR; here it is only compared with the private keys.`),
      ]
    case 'dh-parameters': {
      if (draft.kind === 'oauth2')
        return [ignored(name, `${name} contains Diffie-Hellman parameters, which OAuth 2.0 does not use.`)]
      if (wanted && wanted !== 'dhParameters') return [wrongSlot(name, 'a file of Diffie-Hellman parameters', wanted)]
      if (isGenerated(draft, 'dhParameters')) return [refusedToReplace(name, 'dhParameters')]
      const what = `Diffie-Hellman prime, ${found.bits} bits`
      draft.put('dhParameters', { kind: 'filled', secret: found.prime, source, fileName: file, what })
      return [accepted(name, 'dhParameters')]
    }
    case 'private-key':
    case 'encrypted-key': {
      if (wanted === 'dhParameters') return [wrongSlot(name, 'a private key', wanted)]
      const slot = wanted ?? slotFor(draft, name)
      if (isGenerated(draft, slot)) return [refusedToReplace(name, slot)]
      if (found.kind === 'private-key') {
        const what = `RSA key, ${found.bits} bits`
        draft.put(slot, { kind: 'filled', secret: found.der, source, fileName: file, what })
        return [accepted(name, slot)]
      }
      draft.put(slot, { kind: 'locked', pem: found.pem, fileName: file })
      const message = `${name} is encrypted. Type its passphrase to decrypt the key.`
      return [{ name, outcome: 'locked', slots: [slot], message }]
    }
    case 'settings':
      return acceptSettings(draft, found.settings, name)
  }
}

/**
 * Reports whether the key of a slot was generated here. A file must not replace a generated key, because no other copy
 * of it exists.
 */
function isGenerated(draft: ImportDraft, slot: KeySlot): boolean {
  const content = draft.slot(slot)
  return content?.kind === 'filled' && content.source === 'made'
}

/** Chooses a slot by the file name, otherwise the first empty slot. `swapKeysIfNeeded` corrects a wrong choice. */
function slotFor(draft: ImportDraft, name: string): KeySlot {
  if (draft.kind === 'oauth2') return 'privateKey'
  // Test "sign" first: the name of a signature key may also contain "encrypted".
  if (/sign/i.test(name)) return 'signature'
  if (/encr/i.test(name)) return 'encryption'
  return draft.slot('signature') && !draft.slot('encryption') ? 'encryption' : 'signature'
}

function acceptSettings(draft: ImportDraft, settings: RecognisedSettingsFile, name: string): readonly KeyFileReport[] {
  if (settings.kind !== draft.kind) {
    const other = settings.kind === 'oauth1' ? 'OAuth 1.0a' : 'OAuth 2.0'
    const message = `${name} contains the settings of ${other}. Start an import of that kind.`
    return [{ name, outcome: 'refused', message }]
  }
  // Accept settings completely or not at all: the strings of one login do not belong to the keys of another login.
  const generated = settings.keys.find(({ slot }) => isGenerated(draft, slot))
  if (generated) return [refusedToReplace(name, generated.slot)]
  const reports = settings.keys.flatMap(({ slot, text }) => acceptKeyText(draft, slot, text, name))
  const { server } = settings.fields
  const isForeign = server !== undefined && !isSelectable(server)
  const fields = Object.entries(settings.fields).filter(([field, value]) => value && !(field === 'server' && isForeign))
  for (const [field, value] of fields) draft.setField(field as ImportField, value ?? '')
  const slots = reports.flatMap((report) => (report.outcome === 'accepted' ? (report.slots ?? []) : []))
  const parts = slots.map((slot) => SLOT_NAMES[slot])
  if (fields.length > 0) parts.push(fields.length === 1 ? 'one string' : `${fields.length} strings`)
  const rest: KeyFileReport[] = reports.filter(({ outcome }) => outcome !== 'accepted')
  if (isForeign) {
    const message = `${name} names another server, which a file cannot choose. Enter it in step 3 if you trust it.`
    rest.push({ name, outcome: 'refused', message })
  }
  if (parts.length === 0) return rest
  return [...rest, { name, outcome: 'accepted', slots, message: `Read from ${name}: ${parts.join(', ')}.` }]
}

/**
 * Reports whether a settings file may select a server: only one that receives keys without a confirmation, which is
 * IBKR's or on this machine.
 */
function isSelectable(server: string): boolean {
  try {
    return isServerApproved({ server, approved: undefined })
  } catch {
    return false
  }
}

/** Accepts a key from a settings file, which contains the prime as hex digits. */
function acceptKeyText(draft: ImportDraft, slot: KeySlot, text: string, file: string): readonly KeyFileReport[] {
  const name = `${SLOT_NAMES[slot]} of ${file}`
  const found = slot === 'dhParameters' ? recogniseDhParameters(text, name) : recogniseFile(Buffer.from(text), name)[0]
  if (found) return accept(draft, found, { name, file, wanted: slot, source: 'settings-file' })
  return [{ name, outcome: 'refused', slots: [slot], message: `The ${name} is not a PEM key.` }]
}

const accepted = (name: string, slot: KeySlot): KeyFileReport => ({
  name,
  outcome: 'accepted',
  slots: [slot],
  message: `${name} is used as the ${SLOT_NAMES[slot]}.`,
})

const ignored = (name: string, message: string): KeyFileReport => ({ name, outcome: 'ignored', message })

const wrongSlot = (name: string, content: string, slot: KeySlot): KeyFileReport => ({
  name,
  outcome: 'refused',
  slots: [slot],
  message: `${name} is ${content}; ${NEEDED[slot]}.`,
})

const refusedToReplace = (name: string, slot: KeySlot): KeyFileReport => ({
  name,
  outcome: 'refused',
  slots: [slot],
  message: `${name} would replace the ${SLOT_NAMES[slot]} that was generated here and exists nowhere else. Remove the generated key first if you do not need it.`,
})
