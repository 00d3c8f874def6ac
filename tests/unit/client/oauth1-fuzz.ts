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
import { makeTestKeys, pem } from './test-keys.ts'
import { vectors } from './vectors.ts'

const CODES: readonly IbkrErrorCode[] = [
  'config-invalid',
  'config-unsupported',
  'key-invalid',
  'prime-invalid',
  'access-token-secret-invalid',
  'diffie-hellman-invalid',
]
/** Longest that one call may take, in ms, on a busy machine. */
const PATIENCE = 5_000
/** A stretch of a message, without blanks, that is as long and stands in what was given is a quotation. */
const QUOTATION = 12

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

/** Runs what may fail: in time, with a stable code, and without a word of what it was given. */
function judged(given: readonly unknown[], work: () => unknown): void {
  const startedAt = performance.now()
  try {
    work()
  } catch (error) {
    if (!(error instanceof IbkrError)) throw error
    expect(CODES).toContain(error.code)
    // The stack names files of the machine, which are nobody's secret.
    const told = [error.message, JSON.stringify(error), inspect({ ...error }), inspect(error.cause)].join(' ')
    for (const secret of given.filter((one) => typeof one === 'string')) {
      expect(quotation(told, secret), 'the error quotes what it was given').toBeUndefined()
    }
  }
  expect(performance.now() - startedAt).toBeLessThan(PATIENCE)
}

/** A stretch of one text that stands in the other. */
function quotation(told: string, secret: string): string | undefined {
  for (let at = 0; at + QUOTATION <= told.length; at++) {
    const stretch = told.slice(at, at + QUOTATION)
    if (!/\s/.test(stretch) && secret.includes(stretch)) return stretch
  }
  return undefined
}

const scrap = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.constantFrom('', '-----', '\r\n', '=', '-----BEGIN PRIVATE KEY-----', '\\n', 'Proc-Type: 4,ENCRYPTED\n', '\u0000'),
)

/** A text with some places, given in thousandths, cut out and replaced. */
function damagedText(originals: readonly string[]): fc.Arbitrary<string> {
  const wound = fc.tuple(fc.nat({ max: 1_000 }), fc.nat({ max: 80 }), scrap)
  return fc.tuple(fc.constantFrom(...originals), fc.array(wound, { maxLength: 4 })).map(([text, wounds]) =>
    wounds.reduce((whole, [place, length, insert]) => {
      const at = Math.floor((place / 1_000) * whole.length)
      return whole.slice(0, at) + insert + whole.slice(at + length)
    }, text),
  )
}

/** DER with some bytes changed, or bytes of any kind, as a block that says it were something. */
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

/** Any 16-bit units, so that some are half a character. */
const halfCharacters = fc
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

/** Tries a property that many times. */
function tried<T>(property: fc.IPropertyWithHooks<T>, numRuns: number): void {
  fc.assert(property, { numRuns })
}

/** What is given, and how it is tried that often; the promise for each is the same, `judged`. */
export const kindsOfInput: readonly (readonly [what: string, fuzz: (numRuns: number) => void])[] = [
  [
    'PEM',
    (numRuns) => {
      tried(fc.property(fc.oneof(damagedText(files), damagedDer, scrap), withKey), numRuns)
    },
  ],
  [
    'a damaged dhparam.pem, and other texts for the prime',
    (numRuns) => {
      const printed = `prime:\n  00:${config.dhPrime.replace(/(..)(?=.)/g, '$1:')}\ngenerator: 2 (0x2)`
      const texts = damagedText([dhparamPem(config.dhPrime), printed, config.dhPrime])
      tried(
        fc.property(fc.oneof(texts, damagedDer, anything), (text) => judged([text], () => readDhGroup(text as string))),
        numRuns,
      )
    },
  ],
  [
    'hex and numbers',
    (numRuns) => {
      tried(
        fc.property(number, number, number, number, (prime, secretExponent, serverPublic, prependHex) => {
          const exchange = { prime, secretExponent, serverPublic, prependHex } as never
          judged([secretExponent, prependHex], () => diffieHellmanChallenge(exchange))
          judged([secretExponent, prependHex], () => computeLiveSessionToken(exchange))
          judged([prependHex], () => isLiveSessionTokenValid(prependHex as string, 'C', serverPublic as string))
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
      tried(
        fc.property(secret, (text) => {
          judged([text], () => decryptAccessTokenSecret(text as string, encryption))
          judged([text], () => signHmacSha256('text', text as string))
        }),
        numRuns,
      )
    },
  ],
  [
    'names and values that are signed',
    (numRuns) => {
      const value = fc.oneof(halfCharacters, fc.constantFrom('\ud800', '"', '\r\n'))
      tried(
        fc.property(fc.dictionary(value, value, { maxKeys: 4 }), value, (params, text) => {
          judged([text], () => percentEncode(text))
          judged([text], () => signatureBaseString({ method: 'GET', url: text, params, query: params }))
          judged([text], () => authorizationHeader({ realm: text, params, signature: text }))
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
      tried(
        fc.property(
          fc.oneof(
            { arbitrary: record, weight: 5 },
            fc.constantFrom(null, undefined, 0, [], {}, 'localhost'),
            anything,
          ),
          (settings) => {
            const given = typeof settings === 'object' && settings !== null ? Object.values(settings) : [settings]
            judged(given, () => signEverything(new IbkrOauth1(settings as never)))
            judged(given, () => new IbkrClient(settings as never).close().catch(() => undefined))
          },
        ),
        numRuns,
      )
    },
  ],
]

function withKey(text: string): void {
  judged([text, passphrase], () => signRsaSha256('text', text))
  judged([text, passphrase], () => signRsaSha256('text', text, { passphrase }))
  judged([text, passphrase], () => decryptAccessTokenSecret(config.accessTokenSecret, text, { passphrase }))
}

function signEverything(oauth1: IbkrOauth1): void {
  oauth1.getAccessToken()
  oauth1.generateLiveSessionData('https://api.ibkr.com/v1/api/oauth/live_session_token')
  oauth1.generateOauthHeaders('https://api.ibkr.com/v1/api/tickle', 'POST', Buffer.alloc(20, 1).toString('base64'))
}
