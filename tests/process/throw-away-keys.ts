import { generateCredentials, type Oauth1Credentials } from '../../src/simulator/oauth1/credentials.ts'
import { generateOauth2Credentials, type Oauth2Credentials } from '../../src/simulator/oauth2/credentials.ts'

/*
 * Keys for simulators in tests that are not about keys. A pair of RSA keys costs more processor time than most of these
 * tests, so each process generates them once.
 */

let oauth1: Promise<Oauth1Credentials> | undefined
let oauth2: Promise<Oauth2Credentials> | undefined
let thirdParty: Promise<Oauth1Credentials> | undefined

export function throwAwayKeys(): Promise<Oauth1Credentials> {
  oauth1 ??= reserve(() => generateCredentials())
  return oauth1
}

export function throwAwayOauth2Keys(): Promise<Oauth2Credentials> {
  oauth2 ??= reserve(() => generateOauth2Credentials())
  return oauth2
}

/** Keys of a third party that its user has not approved yet. */
export function throwAwayThirdPartyKeys(): Promise<Oauth1Credentials> {
  thirdParty ??= reserve(() => generateCredentials({ consumerKey: 'TESTCONS', granted: false }))
  return thirdParty
}

/** Lets `reuse-rsa-keys.ts` return these keys to no other test. All keys are requested before the function returns. */
function reserve<Credentials>(generate: () => Promise<Credentials>): Promise<Credentials> {
  globalThis.reservesRsaKeys = true
  try {
    return generate()
  } finally {
    globalThis.reservesRsaKeys = false
  }
}
