import { inspect } from 'node:util'
import fc from 'fast-check'
import { expect } from 'vitest'
import { IbkrClient, type IbkrErrorCode, IbkrOauth1, type IbkrOauth1Config } from '../../../src/client/index.ts'
import { readDhGroup } from '../../../src/client/oauth1/dh-group.ts'
import {
  authorizationHeader,
  computeLiveSessionToken,
  decryptAccessTokenSecret,
  diffieHellmanChallenge,
  IbkrError,
  isLiveSessionTokenValid,
  percentEncode,
  signatureBaseString,
  signHmacSha256,
  signRsaSha256,
} from '../../../src/client/oauth1/index.ts'
import { dhparamPem } from './dhparam-pem.ts'
import { vectors } from './oauth1-test-vectors.ts'
import { makeTestKeys, pem } from './test-keys.ts'

const CODES: readonly IbkrErrorCode[] = [
  'config-invalid',
  'config-unsupported',
  'key-invalid',
  'prime-invalid',
  'access-token-secret-invalid',
  'diffie-hellman-invalid',
]
/** Maximum duration of one call in ms, on a busy machine. */
const MAX_DURATION_MS = 5_000
/** An error quotes its input if both share this many consecutive characters other than white space. */
const QUOTATION_LENGTH = 12

const { signature, encryption, config } = makeTestKeys()
const passphrase = 'the passphrase of the test'
const locked = (type: 'pkcs1' | 'pkcs8'): string =>
  String(encryption.export({ type, format: 'pem', cipher: 'aes-128-cbc', passphrase }))
const files = [
  pem(signature, 'pkcs1'),
  pem(encryption, 'pkcs8'),
  locked('pkcs1'),
  locked('pkcs8'),
  dhparamPem(config.dhPrime),
]
const LABELS = ['RSA PRIVATE KEY', 'PRIVATE KEY', 'ENCRYPTED PRIVATE KEY', 'DH PARAMETERS', 'PUBLIC KEY']

/** Runs a call that may fail. Checks its duration, its error code, and that the error does not quote the input. */
function expectSafe(given: readonly unknown[], work: () => unknown): void {
  const startedAt = performance.now()
  try {
    work()
  } catch (error) {
    if (!(error instanceof IbkrError)) throw error
    expect(CODES).toContain(error.code)
    // The stack is left out because it contains names of source files, which are not secret.
    const text = [error.message, JSON.stringify(error), inspect({ ...error }), inspect(error.cause)].join(' ')
    for (const secret of given.filter((one) => typeof one === 'string')) {
      expect(quotation(text, secret), 'the error quotes what it was given').toBeUndefined()
    }
  }
  expect(performance.now() - startedAt).toBeLessThan(MAX_DURATION_MS)
}

/** Returns a part of the error text that also occurs in the secret. */
function quotation(text: string, secret: string): string | undefined {
  for (let at = 0; at + QUOTATION_LENGTH <= text.length; at++) {
    const stretch = text.slice(at, at + QUOTATION_LENGTH)
    if (!/\s/.test(stretch) && secret.includes(stretch)) return stretch
  }
  return undefined
}

const scrap = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.constantFrom('', '-----', '\r\n', '=', '-----BEGIN PRIVATE KEY-----', '\\n', 'Proc-Type: 4,ENCRYPTED\n', '\u0000'),
)

/** Generates strings with some parts replaced. Positions are in thousandths of the string length. */
function damagedText(originals: readonly string[]): fc.Arbitrary<string> {
  const wound = fc.tuple(fc.nat({ max: 1_000 }), fc.nat({ max: 80 }), scrap)
  return fc.tuple(fc.constantFrom(...originals), fc.array(wound, { maxLength: 4 })).map(([text, wounds]) =>
    wounds.reduce((whole, [place, length, insert]) => {
      const at = Math.floor((place / 1_000) * whole.length)
      return whole.slice(0, at) + insert + whole.slice(at + length)
    }, text),
  )
}

/** Generates PEM blocks of damaged DER or random bytes, often with a wrong label. */
const damagedDer: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...files),
    fc.constantFrom(undefined, ...LABELS),
    fc.oneof(
      fc.array(fc.tuple(fc.nat({ max: 1_300 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 }),
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
    ),
  )
  .map(([file, label = /BEGIN (.*?)-/.exec(file)?.[1] ?? '', change]) => {
    let der = Buffer.from(file.replace(/-----.*?-----|^\S+: .*$/gm, ''), 'base64')
    if (change instanceof Uint8Array) der = Buffer.from(change)
    else for (const [place, value] of change) der[place % der.length] = value
    return `-----BEGIN ${label}-----\n${der.toString('base64')}\n-----END ${label}-----\n`
  })

/** Generates random UTF-16 units, including lone surrogates. */
const loneSurrogates = fc
  .array(fc.nat({ max: 0xffff }), { maxLength: 12 })
  .map((codes) => String.fromCharCode(...codes))
const anything = fc.anything({ maxDepth: 1, withBigInt: true })
const number = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF:x \n'), maxLength: 600 }),
  fc.bigInt({ min: -(2n ** 600n), max: 2n ** 600n }),
  fc.constantFrom('', '0', '1', 'f'.repeat(6_000), vectors.testcons.dh_prime_hex),
  anything,
)

/** Checks a property `numRuns` times. */
function check<T>(property: fc.IPropertyWithHooks<T>, numRuns: number): void {
  fc.assert(property, { numRuns })
}

/** Kinds of input, each with its fuzz test. Every fuzz test uses `expectSafe`. */
export const kindsOfInput: readonly (readonly [what: string, fuzz: (numRuns: number) => void])[] = [
  [
    'PEM',
    (numRuns) => {
      check(fc.property(fc.oneof(damagedText(files), damagedDer, scrap), withKey), numRuns)
    },
  ],
  [
    'a damaged dhparam.pem, and other texts for the prime',
    (numRuns) => {
      const printed = `prime:\n  00:${config.dhPrime.replace(/(..)(?=.)/g, '$1:')}\ngenerator: 2 (0x2)`
      const texts = damagedText([dhparamPem(config.dhPrime), printed, config.dhPrime])
      check(
        fc.property(fc.oneof(texts, damagedDer, anything), (text) =>
          expectSafe([text], () => readDhGroup(text as string)),
        ),
        numRuns,
      )
    },
  ],
  [
    'hex and numbers',
    (numRuns) => {
      check(
        fc.property(number, number, number, number, (prime, secretExponent, serverPublic, prependHex) => {
          const exchange = { prime, secretExponent, serverPublic, prependHex } as never
          expectSafe([secretExponent, prependHex], () => diffieHellmanChallenge(exchange))
          expectSafe([secretExponent, prependHex], () => computeLiveSessionToken(exchange))
          expectSafe([prependHex], () => isLiveSessionTokenValid(prependHex as string, 'C', serverPublic as string))
        }),
        numRuns,
      )
    },
  ],
  [
    'base64 of access token secrets and live session tokens',
    (numRuns) => {
      const secret = fc.oneof(
        damagedText([config.accessTokenSecret]),
        fc.uint8Array({ minLength: 256, maxLength: 256 }).map((bytes) => Buffer.from(bytes).toString('base64')),
        anything,
      )
      check(
        fc.property(secret, (text) => {
          expectSafe([text], () => decryptAccessTokenSecret(text as string, encryption))
          expectSafe([text], () => signHmacSha256('text', text as string))
        }),
        numRuns,
      )
    },
  ],
  [
    'signed names and values',
    (numRuns) => {
      const value = fc.oneof(loneSurrogates, fc.constantFrom('\ud800', '"', '\r\n'))
      check(
        fc.property(fc.dictionary(value, value, { maxKeys: 4 }), value, (params, text) => {
          expectSafe([text], () => percentEncode(text))
          expectSafe([text], () => signatureBaseString({ method: 'GET', url: text, params, query: params }))
          expectSafe([text], () => authorizationHeader({ realm: text, params, signature: text }))
        }),
        numRuns,
      )
    },
  ],
  [
    'settings',
    (numRuns) => {
      const entry = (good: string): fc.Arbitrary<unknown> =>
        fc.oneof({ arbitrary: fc.constant(good), weight: 4 }, damagedText([good]), anything)
      const names = Object.keys(config) as (keyof IbkrOauth1Config)[]
      const record = fc.record(Object.fromEntries(names.map((name) => [name, entry(String(config[name]))])), {
        requiredKeys: [],
      })
      check(
        fc.property(
          fc.oneof(
            { arbitrary: record, weight: 5 },
            fc.constantFrom(null, undefined, 0, [], {}, 'localhost'),
            anything,
          ),
          (settings) => {
            const given = typeof settings === 'object' && settings !== null ? Object.values(settings) : [settings]
            expectSafe(given, () => signEverything(new IbkrOauth1(settings as never)))
            expectSafe(given, () => new IbkrClient(settings as never).close().catch(() => undefined))
          },
        ),
        numRuns,
      )
    },
  ],
]

function withKey(text: string): void {
  expectSafe([text, passphrase], () => signRsaSha256('text', text))
  expectSafe([text, passphrase], () => signRsaSha256('text', text, { passphrase }))
  expectSafe([text, passphrase], () => decryptAccessTokenSecret(config.accessTokenSecret, text, { passphrase }))
}

function signEverything(oauth1: IbkrOauth1): void {
  oauth1.getAccessToken()
  oauth1.generateLiveSessionData('https://api.ibkr.com/v1/api/oauth/live_session_token')
  oauth1.generateOauthHeaders('https://api.ibkr.com/v1/api/tickle', 'POST', Buffer.alloc(20, 1).toString('base64'))
}
