import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { IbkrError } from '../../client/index.ts'
import {
  countModulusBits,
  decodeKeyFile,
  type PemBlock,
  PemError,
  readDhGroup,
  readPemBlocks,
  readRsaPrivateKey,
  writePem,
} from '../../client/unpublished.ts'
import {
  IMPORT_FIELDS_BY_KIND,
  type ImportField,
  type ImportKind,
  KEY_SLOTS_BY_KIND,
  type KeySlot,
} from '../../shared/domain/keys.ts'
import { parseJson } from '../../shared/domain/read-value.ts'
import { Secret, viewOf } from '../profiles/secret.ts'

/** A recognised key or other content of a file. The name of the file does not matter. */
export type RecognisedContent =
  /** A private key as PKCS#8 DER, decrypted. */
  | { readonly kind: 'private-key'; readonly der: Secret; readonly bits: number }
  /** PEM of a key that needs a passphrase. */
  | { readonly kind: 'encrypted-key'; readonly pem: Secret }
  /** A public key as SubjectPublicKeyInfo DER. */
  | { readonly kind: 'public-key'; readonly spki: Buffer }
  | { readonly kind: 'dh-parameters'; readonly prime: Secret; readonly bits: number }
  | { readonly kind: 'settings'; readonly settings: RecognisedSettingsFile }
  /** A key that cannot be used. The message states why and what to do. */
  | { readonly kind: 'refused'; readonly message: string }

const PRIVATE_LABEL = /PRIVATE KEY$/
const PUBLIC_LABEL = /^(RSA )?PUBLIC KEY$/
const DH_LABEL = 'DH PARAMETERS'

/**
 * Recognises all keys and settings in a file. Returns an empty array for a file without keys. Leaves no copy of the
 * bytes; the caller overwrites them.
 */
export function recogniseFile(bytes: Uint8Array, fileName: string): readonly RecognisedContent[] {
  const file = viewOf(bytes)
  if (isDer(file)) return [recogniseDer(file, fileName)]
  const text = decodeKeyFile(file)
  // Try settings before PEM, because settings files contain PEM.
  if (text.trimStart().startsWith('{')) {
    const settings = readSettings(text)
    return settings === undefined ? [] : [{ kind: 'settings', settings }]
  }
  if (text.includes('-----BEGIN')) return recognisePem(text, fileName)
  if (/\bDH[ -]Parameters\b/i.test(text)) return [recogniseDhParameters(text, fileName)]
  return []
}

/**
 * Detects a DER sequence by its length: a long form, or exactly the length of the file. A text file may also start with
 * the byte of a sequence, "0".
 */
function isDer(file: Buffer): boolean {
  const length = file[1] ?? 0
  return file[0] === 0x30 && ((length & 0x80) !== 0 || file.length === length + 2)
}

/** The object identifier of PBES2, which encrypted PKCS#8 contains. */
const PBES2 = Buffer.from('06092a864886f70d01050d', 'hex')

/** Detects PKCS#12 by its version number 3. */
const isPkcs12 = (file: Buffer): boolean => file.subarray(0, 8).includes(Buffer.from([0x02, 0x01, 0x03]))

/**
 * Decrypts a key.
 * @throws IbkrError `key-invalid`
 */
export function decryptKey(pem: string, fileName: string, passphrase: string): RecognisedContent {
  return privateKey(readRsaPrivateKey(pem, purpose(fileName), { passphrase }), fileName)
}

const purpose = (fileName: string): string => `key in ${fileName}`

function recognisePem(text: string, fileName: string): readonly RecognisedContent[] {
  let blocks: readonly PemBlock[] = []
  try {
    blocks = readPemBlocks(text)
    return blocks.map((block) => recogniseBlock(block, fileName))
  } catch (error) {
    if (!(error instanceof PemError)) throw error
    return [refused(`${fileName} is damaged: ${error.message}. Copy or save it again.`)]
  } finally {
    for (const { der } of blocks) der.fill(0)
  }
}

function recogniseBlock(block: PemBlock, fileName: string): RecognisedContent {
  const pem = writePem(block)
  if (block.label === DH_LABEL) return recogniseDhParameters(pem, fileName)
  if (PUBLIC_LABEL.test(block.label)) return recognisePublic(pem, fileName)
  if (PRIVATE_LABEL.test(block.label)) {
    if (isEncrypted(block)) return { kind: 'encrypted-key', pem: new Secret(Buffer.from(pem)) }
    return orRefused(() => privateKey(readRsaPrivateKey(pem, purpose(fileName)), fileName))
  }
  const what = block.label === 'CERTIFICATE' ? 'a certificate' : `"${block.label.toLowerCase()}"`
  return refused(`${fileName} is ${what}, which IBKR's login does not use.`)
}

function isEncrypted({ label, headers }: PemBlock): boolean {
  return label === 'ENCRYPTED PRIVATE KEY' || headers.some((line) => /^Proc-Type:.*ENCRYPTED/i.test(line))
}

function recognisePublic(pem: string, fileName: string): RecognisedContent {
  try {
    const key = createPublicKey(pem)
    if (key.asymmetricKeyType !== 'rsa') {
      return refused(`${fileName} is a public key of type ${key.asymmetricKeyType?.toUpperCase()}; IBKR requires RSA.`)
    }
    return { kind: 'public-key', spki: key.export({ type: 'spki', format: 'der' }) }
  } catch {
    return refused(`${fileName} is a damaged public key. Create it again from the private key.`)
  }
}

/** Recognises the output of openssl with `-outform DER`: a private or public key, or DH parameters. */
function recogniseDer(file: Buffer, fileName: string): RecognisedContent {
  for (const type of ['pkcs8', 'pkcs1'] as const) {
    try {
      const key = createPrivateKey({ key: file, format: 'der', type })
      const pem = key.export({ type: 'pkcs8', format: 'pem' }) as string
      return orRefused(() => privateKey(readRsaPrivateKey(pem, purpose(fileName)), fileName))
    } catch {
      // The bytes are not a key of this type, so try the next type.
    }
  }
  for (const label of ['PUBLIC KEY', 'RSA PUBLIC KEY'] as const) {
    const found = recogniseBlock({ label, headers: [], der: file }, fileName)
    if (found.kind === 'public-key') return found
  }
  if (isPkcs12(file)) {
    return refused(
      `${fileName} is a PKCS#12 file. Take the key out of it: openssl pkcs12 -in ${fileName} -nodes -out key.pem`,
    )
  }
  if (file.includes(PBES2)) return recogniseBlock({ label: 'ENCRYPTED PRIVATE KEY', headers: [], der: file }, fileName)
  return recogniseDhParameters(writePem({ label: DH_LABEL, headers: [], der: file }), fileName)
}

/**
 * Recognises Diffie-Hellman parameters.
 * @param text the parameters in PEM or as openssl prints them, or the prime in hex
 */
export function recogniseDhParameters(text: string, fileName: string): RecognisedContent {
  return orRefused(() => {
    const { prime } = readDhGroup(text)
    const hex = prime.toString(16)
    const even = hex.length % 2 === 0 ? hex : `0${hex}`
    return { kind: 'dh-parameters', prime: new Secret(Buffer.from(even, 'hex')), bits: prime.toString(2).length }
  }, fileName)
}

function privateKey(key: KeyObject, fileName: string): RecognisedContent {
  const bits = countModulusBits(key)
  if (bits < 2048) {
    return refused(
      `The ${purpose(fileName)} has ${bits} bits; IBKR requires 2048. Create a new pair and register its public key.`,
    )
  }
  return { kind: 'private-key', der: new Secret(key.export({ type: 'pkcs8', format: 'der' }) as Buffer), bits }
}

function orRefused(read: () => RecognisedContent, fileName?: string): RecognisedContent {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof IbkrError)) throw error
    return refused(fileName === undefined ? error.message : `${fileName}: ${error.message}`)
  }
}

function refused(message: string): RecognisedContent {
  return { kind: 'refused', message }
}

/**
 * The content of an `oauth1.json`, or of an OAuth 2.0 settings file in the same format. Each part is checked like a
 * separate file.
 */
export interface RecognisedSettingsFile {
  readonly kind: ImportKind
  readonly keys: readonly { readonly slot: KeySlot; readonly text: string }[]
  readonly fields: Readonly<Partial<Record<ImportField, string>>>
}

const settingsSchema = z.record(z.string(), z.unknown())
const settingSchema = z.string().max(20_000).optional()

/** Name of the setting that contains the key of each slot. */
const KEY_SETTINGS: Readonly<Record<KeySlot, string>> = {
  signature: 'signature',
  encryption: 'encryption',
  dhParameters: 'dhPrime',
  privateKey: 'privateKey',
}

/** Reads a settings file. Returns undefined for other JSON. */
function readSettings(json: string): RecognisedSettingsFile | undefined {
  const settings = settingsSchema.safeParse(parseJson(json))
  if (!settings.success) return undefined
  const kind = 'clientId' in settings.data ? 'oauth2' : 'oauth1'
  let isValid = true
  const setting = (name: string): string => {
    const value = settingSchema.safeParse(settings.data[name])
    isValid &&= value.success
    return value.data ?? ''
  }
  const keys = KEY_SLOTS_BY_KIND[kind]
    .map((slot) => ({ slot, text: setting(KEY_SETTINGS[slot]) }))
    .filter(({ text }) => text)
  const fields = IMPORT_FIELDS_BY_KIND[kind].map((field) => [field, setting(field)] as const).filter(([, text]) => text)
  return isValid && keys.length > 0 ? { kind, keys, fields: Object.fromEntries(fields) } : undefined
}
