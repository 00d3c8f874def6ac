import { isIP } from 'node:net'
import { parseArgs } from 'node:util'
import { checkFault, parseFault } from '../faults/parse-fault.ts'
import { type ObservedOnce, observedOnce, type SimulatorMode } from '../options.ts'
import { parseScenario } from '../scenarios/scenario-runner.ts'

/** The parsed flags of the command. */
export interface SimulatorFlags {
  readonly mode: SimulatorMode
  readonly host: string
  /** Port of the server, 0 for any free port. */
  readonly port: number
  readonly tls: boolean
  readonly certNames: readonly string[]
  readonly oauth1File: string | undefined
  readonly oauth2File: string | undefined
  readonly caFile: string | undefined
  /** Whether keys and certificate are the fixed ones. */
  readonly testKeys: boolean
  /** Folder with the three public files to register. */
  readonly registerFolder: string | undefined
  /** Whether another program has already used the session. */
  readonly usedSession: boolean
  /** Account ids, empty for the default account. */
  readonly accounts: readonly string[]
  readonly seed: number
  readonly speed: number
  readonly listedStocks: number
  readonly querySigningMode: 'strict' | 'lenient'
  readonly pacing: 'off' | 'enforce'
  readonly nightlyReset: boolean
  readonly gatewayHabits: boolean
  readonly observedOnce: readonly ObservedOnce[]
  readonly alertOperators: 'refused' | 'accepted'
  readonly scenario: string | undefined
  readonly faults: readonly string[]
  /** Control port: 0 for any free port, undefined for no control port. */
  readonly controlPort: number | undefined
  /** Whether to log requests. If undefined, requests are logged only if standard error is a terminal. */
  readonly log: boolean | undefined
  /** Program and arguments to run against the simulator; empty to run until stopped. */
  readonly command: readonly string[]
}

export type ParsedFlags =
  | { readonly kind: 'run'; readonly flags: SimulatorFlags }
  | { readonly kind: 'help' }
  /** `problem` is one sentence that states how to correct the flags. */
  | { readonly kind: 'wrong'; readonly problem: string }

const modes = ['oauth1', 'oauth2', 'gateway'] as const

/** Parses the flags of the simulator's command line. */
export function parseSimulatorFlags(argv: readonly string[]): ParsedFlags {
  try {
    const end = argv.indexOf('--')
    const command = end < 0 ? [] : argv.slice(end + 1)
    const values = read(end < 0 ? argv : argv.slice(0, end))
    if (values.help === true) return { kind: 'help' }
    if (end >= 0 && !command[0]) throw new Error('-- takes the command to run.')
    return { kind: 'run', flags: { ...flagsOf(values), command } }
  } catch (error) {
    if (error instanceof Error) return { kind: 'wrong', problem: error.message }
    throw error
  }
}

/** Converts the parsed values to flags. Throws an error with a message for the user. */
function flagsOf(values: ReturnType<typeof read>): Omit<SimulatorFlags, 'command'> {
  const mode = oneOf('--mode', modes, values.mode ?? 'oauth1')
  const { host = '127.0.0.1' } = values
  if (host === '') throw new Error('--host takes an address, such as 127.0.0.1.')
  const tls = values.http !== true
  const certNames = values['cert-name'] ?? []
  const caFile = fileOf('--write-ca', values['write-ca'])
  const oauth1File = fileOf('--write-oauth1', values['write-oauth1'])
  const oauth2File = fileOf('--write-oauth2', values['write-oauth2'])
  const registerFolder = values.register
  if (registerFolder === '') throw new Error('--register takes the folder of the three public files.')
  const wrongName = certNames.find((name) => !isCertificateName(name))
  if (wrongName !== undefined) {
    throw new Error(`--cert-name takes a DNS name or an address, such as api.ibkr.com, not "${wrongName}".`)
  }
  if (!tls && caFile !== undefined) {
    throw new Error('--write-ca cannot be combined with --http: plain http has no certificate.')
  }
  if (!tls && certNames.length > 0) {
    throw new Error('--cert-name cannot be combined with --http: plain http has no certificate.')
  }
  if (oauth1File !== undefined && mode !== 'oauth1') {
    throw new Error(`--write-oauth1 needs --mode oauth1: ${mode} mode has no OAuth 1.0a keys.`)
  }
  if (oauth2File !== undefined && mode !== 'oauth2') {
    throw new Error(`--write-oauth2 needs --mode oauth2: ${mode} mode has no OAuth 2.0 keys.`)
  }
  if (registerFolder !== undefined && mode !== 'oauth1') {
    throw new Error(`--register needs --mode oauth1: ${mode} mode has no OAuth 1.0a keys.`)
  }
  if (registerFolder !== undefined && oauth1File !== undefined) {
    throw new Error(
      '--register cannot be combined with --write-oauth1: only the user who generated the private keys has them.',
    )
  }
  if (values['test-keys'] === true && registerFolder !== undefined) {
    throw new Error('--test-keys cannot be combined with --register: its keys are fixed.')
  }
  if (values['test-keys'] === true && certNames.length > 0) {
    throw new Error('--test-keys cannot be combined with --cert-name: its certificate is fixed.')
  }
  if (values.strict === true && mode !== 'oauth1') {
    throw new Error(`--strict needs --mode oauth1: requests are not signed in ${mode} mode.`)
  }
  if (values['gateway-habits'] === true && mode !== 'gateway') {
    throw new Error('--gateway-habits needs --mode gateway.')
  }
  if (values['used-session'] === true && mode !== 'gateway') throw new Error('--used-session needs --mode gateway.')
  const port = portOf('--port', values.port ?? '0')
  const controlPort =
    values['control-port'] === undefined ? undefined : portOf('--control-port', values['control-port'])
  if (port !== 0 && port === controlPort) throw new Error('--port and --control-port cannot be the same.')
  if (values.log === true && values.quiet === true) throw new Error('--log cannot be combined with --quiet.')
  return {
    mode,
    host,
    port,
    tls,
    certNames,
    oauth1File,
    oauth2File,
    caFile,
    testKeys: values['test-keys'] === true,
    registerFolder,
    usedSession: values['used-session'] === true,
    accounts: accountsOf(values.account ?? []),
    seed: wholeNumber('--seed', values.seed ?? '1'),
    speed: speedOf(values.speed ?? '1'),
    listedStocks: listedOf(values['listed-stocks'] ?? '0'),
    querySigningMode: values.strict === true ? 'strict' : 'lenient',
    pacing: oneOf('--pacing', ['off', 'enforce'] as const, values.pacing ?? 'off'),
    nightlyReset: values['nightly-reset'] === true,
    gatewayHabits: values['gateway-habits'] === true,
    observedOnce: (values['observed-once'] ?? []).map((name) => oneOf('--observed-once', observedOnce, name)),
    alertOperators: oneOf(
      '--alert-operators',
      ['refused', 'accepted'] as const,
      values['alert-operators'] ?? 'refused',
    ),
    scenario: scenarioOf(values.scenario),
    faults: faultsOf(values.fault ?? []),
    controlPort,
    log: values.log === true ? true : values.quiet === true ? false : undefined,
  }
}

function read(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        mode: { type: 'string' },
        host: { type: 'string' },
        port: { type: 'string' },
        http: { type: 'boolean' },
        'cert-name': { type: 'string', multiple: true },
        'write-oauth1': { type: 'string' },
        'write-oauth2': { type: 'string' },
        'write-ca': { type: 'string' },
        'test-keys': { type: 'boolean' },
        register: { type: 'string' },
        account: { type: 'string', multiple: true },
        'used-session': { type: 'boolean' },
        seed: { type: 'string' },
        speed: { type: 'string' },
        'listed-stocks': { type: 'string' },
        strict: { type: 'boolean' },
        pacing: { type: 'string' },
        'nightly-reset': { type: 'boolean' },
        'gateway-habits': { type: 'boolean' },
        'observed-once': { type: 'string', multiple: true },
        'alert-operators': { type: 'string' },
        scenario: { type: 'string' },
        fault: { type: 'string', multiple: true },
        'control-port': { type: 'string' },
        log: { type: 'boolean' },
        quiet: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    // Use only the first sentence of Node's message: it names the flag, and the rest is about quoting.
    const [sentence = 'The flags cannot be read'] = String(error instanceof Error ? error.message : error).split(
      /\.\s|\n/,
    )
    throw new Error(`${sentence.replace(/\.$/, '')}.`)
  }
}

function oneOf<T extends string>(flag: string, wanted: readonly T[], given: string): T {
  const found = wanted.find((each) => each === given)
  if (found !== undefined) return found
  throw new Error(`${flag} takes ${wanted.slice(0, -1).join(', ')} or ${wanted.at(-1)}, not "${given}".`)
}

function fileOf(flag: string, name: string | undefined): string | undefined {
  if (name === '') throw new Error(`${flag} takes a file name.`)
  return name
}

function portOf(flag: string, text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new Error(`${flag} takes a number from 0 to 65535, not "${text}".`)
}

function wholeNumber(flag: string, text: string): number {
  if (/^\d{1,10}$/.test(text) && Number(text) <= 4_294_967_295) return Number(text)
  throw new Error(`${flag} takes a whole number from 0 to 4294967295, not "${text}".`)
}

function speedOf(text: string): number {
  const speed = Number(text)
  if (text.trim() !== '' && speed >= 0.1 && speed <= 3600) return speed
  throw new Error(`--speed takes a number from 0.1 to 3600, not "${text}".`)
}

function listedOf(text: string): number {
  if (/^\d{1,7}$/.test(text) && Number(text) <= 2_000_000) return Number(text)
  throw new Error(`--listed-stocks takes a whole number from 0 to 2000000, not "${text}".`)
}

function accountsOf(ids: readonly string[]): readonly string[] {
  const wrong = ids.find((id) => !isAccountId(id))
  if (wrong !== undefined) throw new Error(`--account takes an account id, such as DU1234567, not "${wrong}".`)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) throw new Error(`--account ${twice} is present twice.`)
  return ids
}

function scenarioOf(text: string | undefined): string | undefined {
  if (text !== undefined) sentenceOf('--scenario', () => parseScenario(text))
  return text
}

function faultsOf(texts: readonly string[]): readonly string[] {
  for (const text of texts) sentenceOf('--fault', () => checkFault(parseFault(text)))
  return texts
}

function sentenceOf(flag: string, check: () => unknown): void {
  try {
    check()
  } catch (error) {
    throw new Error(`${flag}: ${error instanceof Error ? error.message : String(error)}.`)
  }
}

const label = /^(?:\*|[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)$/i

/**
 * Reports whether a certificate can contain this name: an address, or a DNS name, in which the first part may be `*`.
 */
function isCertificateName(name: string): boolean {
  if (isIP(name) !== 0) return true
  const [first = '', ...rest] = name.split('.')
  return (
    name.length <= 253 && label.test(first) && rest.every((part) => label.test(part) && part !== '*') && name !== '*'
  )
}

/** Reports whether a string looks like an IBKR account id: one to three letters and digits, such as DU1234567. */
function isAccountId(text: string): boolean {
  return /^[A-Z]{1,3}\d{3,12}$/.test(text)
}
