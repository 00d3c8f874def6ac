import type {
  ImportFieldView,
  ImportView,
  KeySlotView,
  VerificationView,
} from '../../../shared/contract/import-views.ts'
import type { ImportField, KeySlot } from '../../../shared/domain/keys.ts'

/** Steps of the wizard, in order. */
export const WIZARD_STEPS = ['start', 'register', 'strings', 'verify', 'test', 'store'] as const

export type WizardStep = (typeof WIZARD_STEPS)[number]

export const isWizardStep = (value: unknown): value is WizardStep =>
  (WIZARD_STEPS as readonly unknown[]).includes(value)

export const STEP_TITLES: Readonly<Record<WizardStep, string>> = {
  start: 'Keys',
  register: 'Register',
  strings: 'Credentials',
  verify: 'Verify locally',
  test: 'Test login',
  store: 'Store',
}

/**
 * State of a step. `doubtful`: complete, with an unusual value. `unverifiable`: the console cannot detect whether the
 * user has done the step.
 */
export type StepState = 'done' | 'doubtful' | 'todo' | 'bad' | 'busy' | 'unverifiable'

/** Fields that the user may leave empty. */
const OPTIONAL_FIELDS: readonly ImportField[] = ['server']

export function stepState(step: WizardStep, view: ImportView): StepState {
  switch (step) {
    case 'start':
      return startState(view)
    case 'register':
      return isRegistered(view) ? 'done' : 'unverifiable'
    case 'strings':
      return stringsState(view)
    case 'verify':
      return checkState(view.verification)
    case 'test':
      return checkState(view.loginTest)
    case 'store':
      return 'todo'
  }
}

/** Reports whether the user has entered the result of a registration. */
function isRegistered({ kind, fields }: ImportView): boolean {
  return (kind === 'oauth1' ? fields.accessTokenSecret : fields.clientId)?.kind === 'good'
}

function startState({ slots, generation }: ImportView): StepState {
  if (generation.kind === 'running') return 'busy'
  return Object.values(slots).every((slot) => slot.kind === 'filled') ? 'done' : 'todo'
}

function stringsState({ fields }: ImportView): StepState {
  const needed = Object.entries(fields) as [ImportField, ImportFieldView][]
  if (needed.some(([, field]) => field.kind === 'bad')) return 'bad'
  const missing = needed.some(([name, field]) => field.kind === 'empty' && !OPTIONAL_FIELDS.includes(name))
  if (missing) return 'todo'
  return needed.some(([, field]) => field.kind === 'good' && field.doubt !== undefined) ? 'doubtful' : 'done'
}

/** Reports whether all strings are entered and valid, even if unusual. */
export const hasAllStrings = (view: ImportView): boolean => ['done', 'doubtful'].includes(stringsState(view))

function checkState({ state }: VerificationView): StepState {
  switch (state) {
    case 'not-run':
      return 'todo'
    case 'running':
      return 'busy'
    case 'passed':
      return 'done'
    case 'failed':
      return 'bad'
  }
}

/** Returns the first step to show if no step is saved. Keys from files are usually registered already. */
export function resumeStep(view: ImportView): WizardStep {
  if (startState(view) !== 'done') return 'start'
  if (!hasAllStrings(view)) return hasGeneratedKeys(view) ? 'register' : 'strings'
  return view.verification.state === 'passed' ? 'test' : 'verify'
}

/** Reports whether the console generated any of the keys. */
export function hasGeneratedKeys({ slots }: ImportView): boolean {
  return Object.values(slots).some((slot: KeySlotView) => slot.kind === 'filled' && slot.source === 'made')
}

/** Reports whether the console generated or is generating keys, which IBKR does not know yet. */
export const needsRegistration = (view: ImportView): boolean =>
  view.generation.kind === 'running' || hasGeneratedKeys(view)

/**
 * Reports whether the names of the two private key files contradict their use. The content decides as soon as the
 * access token secret is known.
 */
export function hasSwappedNames({ slots, fields }: ImportView): boolean {
  if (fields.accessTokenSecret?.kind === 'good') return false
  const [signature, encryption] = [namedKey(slots.signature), namedKey(slots.encryption)]
  return signature !== encryption && (signature === 'encryption' || encryption === 'signature')
}

/** Returns the key that a file name names. A signature key may also have "encrypted" in its name. */
function namedKey(slot: KeySlotView | undefined): KeySlot | undefined {
  const name = slot && slot.kind !== 'empty' ? (slot.fileName ?? '') : ''
  if (/sign/i.test(name)) return 'signature'
  return /encr/i.test(name) ? 'encryption' : undefined
}

/** Reports whether a step may be opened. Generated keys are registered before anything else is entered. */
export const isReachable = (step: WizardStep, { generation }: ImportView): boolean =>
  generation.kind !== 'running' || WIZARD_STEPS.indexOf(step) <= WIZARD_STEPS.indexOf('register')

/** Returns the step that fixes a failed check; undefined if no step does. */
export function stepOfCheck(id: string): WizardStep | undefined {
  if (IN_START.includes(id)) return 'start'
  return IN_STRINGS.includes(id) ? 'strings' : undefined
}

const IN_START = ['signature-key', 'encryption-key', 'two-keys', 'prime', 'safe-prime', 'public-keys', 'private-key']
const IN_STRINGS = [
  'consumer-key',
  'access-token',
  'secret',
  'live-session-token',
  'server',
  'clientId',
  'keyId',
  'credential',
  'ip',
]

export const SLOTS: Readonly<Record<KeySlot, { readonly name: string; readonly usual: string }>> = {
  signature: { name: 'Signature key', usual: 'private_signature.pem' },
  encryption: { name: 'Encryption key', usual: 'private_encryption.pem' },
  dhParameters: { name: 'Diffie-Hellman prime', usual: 'dhparam.pem' },
  privateKey: { name: 'Private key', usual: 'a PEM file with an RSA private key' },
}

/** Names of generated keys for use within a sentence. */
export const GENERATED_NAMES: Readonly<Record<KeySlot, string>> = {
  signature: 'signature key',
  encryption: 'encryption key',
  dhParameters: 'DH prime',
  privateKey: 'private key',
}

/** Steps of the key generation. */
export const GENERATION_STEPS: Readonly<Record<'signature' | 'encryption' | 'dhParameters', string>> = {
  signature: 'Generating signature key',
  encryption: 'Generating encryption key',
  dhParameters: 'Searching for a 2048-bit safe prime',
}

export const IMPORT_NAMES = { oauth1: 'OAuth 1.0a', oauth2: 'OAuth 2.0' } as const
