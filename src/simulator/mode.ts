import type { Entrance, EntranceSettings } from './entrance.ts'
import { gatewayEntrance } from './gateway/entrance.ts'
import { generateCredentials, type Oauth1Credentials } from './oauth1/credentials.ts'
import { oauth1Entrance } from './oauth1/entrance.ts'
import { registerPublicFiles } from './oauth1/public-files.ts'
import { generateOauth2Credentials, type Oauth2Credentials } from './oauth2/credentials.ts'
import { oauth2Entrance } from './oauth2/entrance.ts'
import type { SimulatorOptions } from './options.ts'

/** Keys of the mode that needs some. */
export type ModeKeys =
  | { readonly mode: 'oauth1'; readonly credentials: Oauth1Credentials }
  | { readonly mode: 'oauth2'; readonly credentials: Oauth2Credentials }
  | { readonly mode: 'gateway' }

/** Takes the keys of the options or makes fresh ones, which costs 0.1 to 0.3 s. */
export async function keysFor({ mode, keys, register, oauth2Keys }: SimulatorOptions): Promise<ModeKeys> {
  switch (mode) {
    case 'oauth1':
      if (register !== undefined) return { mode, credentials: registerPublicFiles(register) }
      return { mode, credentials: keys ?? (await generateCredentials()) }
    case 'oauth2':
      return { mode, credentials: oauth2Keys ?? (await generateOauth2Credentials()) }
    case 'gateway':
      return { mode }
  }
}

/** Builds the entrance of a mode. */
export function buildEntrance(keys: ModeKeys, settings: EntranceSettings): Entrance {
  switch (keys.mode) {
    case 'oauth1':
      return oauth1Entrance(keys.credentials, settings)
    case 'oauth2':
      return oauth2Entrance(keys.credentials, settings)
    case 'gateway':
      return gatewayEntrance(settings)
  }
}
