import { createRequire } from 'node:module'
import type { IbkrOauth1Config } from '../../src/client/index.ts'
import { buildPackages } from '../process/built-packages.ts'
import { makeTestKeys } from '../unit/client/test-keys.ts'
import { type BenchmarkFigure, median } from './benchmark-figure.ts'

const URL = 'https://api.ibkr.com/v1/api/iserver/marketdata/snapshot'
/** The measurements are short, so that other load disturbs few of them. */
const LOGIN = { atOnce: 1, rounds: 40 }
const SIGNING = { atOnce: 50, rounds: 2_000 }

/** Methods that the `Signer` classes of both libraries have in common. */
interface Signer {
  generateLiveSessionData(url: string): { readonly random: string; readonly prepend: string }
  generateLiveSessionToken(dhResponse: string, dhRandom: string, prepend: string): string
  validateLiveSessionToken(token: string, signature: string): boolean
  generateOauthHeaders(url: string, method: string, token: string, params: object): object
}

/**
 * Measures the cost of an OAuth 1.0a login and signature, compared with `ibkr-client`. Both libraries are loaded as a
 * user's program loads them: Vite, which runs the benchmarks, slows down every use of an import in the code it compiles.
 */
export async function runBenchmark(): Promise<readonly BenchmarkFigure[]> {
  buildPackages()
  const { config } = makeTestKeys()
  const require = createRequire(import.meta.url)
  const { diffieHellmanChallenge, IbkrOauth1 } =
    require('ibkr-web-client') as typeof import('../../src/client/index.ts')
  const original = require('ibkr-client') as {
    IbkrClient: new (config: IbkrOauth1Config) => { readonly oauth1: Signer }
  }
  const peer = new original.IbkrClient(config).oauth1
  const ours = new IbkrOauth1(config) as Signer
  const serverPublic = diffieHellmanChallenge({ prime: config.dhPrime, secretExponent: 'f'.repeat(64) })
  const token = Buffer.alloc(20, 7).toString('base64')
  const query = { conids: '265598,8314', fields: '31,84,86' }

  // Keys are parsed at every login, because a program logs in only once.
  const login = compare(
    LOGIN,
    () => logIn(new IbkrOauth1(config) as Signer, serverPublic),
    () => logIn(peer, serverPublic),
  )
  const signing = compare(
    SIGNING,
    () => ours.generateOauthHeaders(URL, 'GET', token, query),
    () => peer.generateOauthHeaders(URL, 'GET', token, query),
  )
  return [
    {
      figure: 'login arithmetic: decrypt, sign, two exponentiations',
      unit: 'ms',
      ...login,
      bound: '<= 0.2 x ibkr-client',
      holds: login.ratio <= 0.2,
    },
    {
      figure: 'signing a request',
      unit: 'ms',
      ...signing,
      bound: '<= 0.8 x ibkr-client',
      holds: signing.ratio <= 0.8,
    },
  ]
}

function logIn(signer: Signer, serverPublic: string): void {
  const { random, prepend } = signer.generateLiveSessionData(URL)
  signer.validateLiveSessionToken(signer.generateLiveSessionToken(serverPublic, random, prepend), '00'.repeat(20))
}

/** Returns medians in ms per call. The libraries alternate, so that other load affects both. */
function compare(
  { atOnce, rounds }: { readonly atOnce: number; readonly rounds: number },
  ours: () => void,
  peer: () => void,
): { ours: number; peer: number; ratio: number } {
  const measured = Array.from({ length: rounds }, () => ({ ours: perCall(atOnce, ours), peer: perCall(atOnce, peer) }))
  // The first calls are a warm-up and do not count.
  const warm = measured.slice(rounds / 4)
  const figures = { ours: median(warm.map((one) => one.ours)), peer: median(warm.map((one) => one.peer)) }
  return { ...figures, ratio: figures.ours / figures.peer }
}

function perCall(times: number, work: () => void): number {
  const started = performance.now()
  for (let i = 0; i < times; i++) work()
  return (performance.now() - started) / times
}
