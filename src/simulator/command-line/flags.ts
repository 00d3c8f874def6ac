import { parseArgs } from 'node:util'
import type { SimulatorMode } from '../world.ts'

/** What the flags ask for. */
export interface SimulatorFlags {
  readonly mode: SimulatorMode
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  readonly tls: boolean
  readonly certNames: readonly string[]
  readonly oauth1File: string | undefined
  readonly caFile: string | undefined
}

/** Outcome of reading a command line. */
export type ParsedFlags =
  | { readonly kind: 'run'; readonly flags: SimulatorFlags }
  | { readonly kind: 'help' }
  /** `problem`: one sentence that says what to write instead. */
  | { readonly kind: 'wrong'; readonly problem: string }

/** Reads the flags of `ibkr-console simulator`. */
export function parseSimulatorFlags(argv: readonly string[]): ParsedFlags {
  const values = read(argv)
  if (typeof values === 'string') return wrong(values)
  if (values.help === true) return { kind: 'help' }
  const { mode = 'oauth1', host = '127.0.0.1', port = '0' } = values
  if (mode !== 'oauth1' && mode !== 'gateway') return wrong(`--mode takes oauth1 or gateway, not "${mode}".`)
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    return wrong(`--port takes a number from 0 to 65535, not "${port}".`)
  }
  if (host === '') return wrong('--host takes an address, such as 127.0.0.1.')
  const tls = values.http !== true
  const certNames = values['cert-name'] ?? []
  const oauth1File = values['write-oauth1']
  const caFile = values['write-ca']
  if (certNames.includes('')) return wrong('--cert-name takes a DNS name or an address.')
  if (oauth1File === '') return wrong('--write-oauth1 takes a file name.')
  if (caFile === '') return wrong('--write-ca takes a file name.')
  if (oauth1File !== undefined && mode === 'gateway') {
    return wrong('--write-oauth1 needs --mode oauth1: a gateway has no OAuth keys.')
  }
  if (!tls && caFile !== undefined)
    return wrong('--write-ca and --http exclude each other: plain http has no certificate.')
  if (!tls && certNames.length > 0)
    return wrong('--cert-name and --http exclude each other: plain http has no certificate.')
  return { kind: 'run', flags: { mode, host, port: Number(port), tls, certNames, oauth1File, caFile } }
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
        'write-ca': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    // Node's first sentence names the flag; what follows talks of quoting.
    const [sentence = 'The flags cannot be read'] = String(error instanceof Error ? error.message : error).split(
      /\.\s|\n/,
    )
    return `${sentence.replace(/\.$/, '')}.`
  }
}

function wrong(problem: string): ParsedFlags {
  return { kind: 'wrong', problem }
}
