import { generateCredentials, type Oauth1Credentials } from '../../src/simulator/oauth1/credentials.ts'
import { generateOauth2Credentials, type Oauth2Credentials } from '../../src/simulator/oauth2/credentials.ts'

/*
 * Keys for simulators in tests about other subjects. A pair of RSA keys costs more processor time than most of these
 * tests, so each process generates them once.
 */

let oauth1: Promise<Oauth1Credentials> | undefined
let oauth2: Promise<Oauth2Credentials> | undefined
let thirdParty: Promise<Oauth1Credentials> | undefined

export function getSharedKeys(): Promise<Oauth1Credentials> {
  oauth1 ??= reserve(() => generateCredentials())
  return oauth1
}

export function getSharedOauth2Keys(): Promise<Oauth2Credentials> {
  oauth2 ??= reserve(() => generateOauth2Credentials())
  return oauth2
}

/** Returns keys of a third party that no user has approved yet. */
export function getSharedThirdPartyKeys(): Promise<Oauth1Credentials> {
  thirdParty ??= reserve(() => generateCredentials({ consumerKey: 'TESTCONS', granted: false }))
  return thirdParty
}

/**
 * Reserves the generated keys, so that `reuse-rsa-keys.ts` returns them to no other test. All keys are requested before
 * the function returns.
 */
function reserve<Credentials>(generate: () => Promise<Credentials>): Promise<Credentials> {
  globalThis.reservesRsaKeys = true
  try {
    return generate()
  } finally {
    globalThis.reservesRsaKeys = false
  }
}
