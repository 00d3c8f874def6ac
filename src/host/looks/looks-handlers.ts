import type { Services } from '../rpc/services.ts'
import type { LooksService } from './looks-service.ts'

/** The part of the contract that is about how orders are looked at. */
export function looksHandlers(looks: LooksService): Pick<Services, Extract<keyof Services, `looks.${string}`>> {
  return {
    'looks.feed': () => looks.feed,
    'looks.remember': async ({ profileId, look }) => {
      looks.remember(profileId, look)
      return null
    },
    'looks.name': async ({ profileId, name, look }) => {
      looks.name(profileId, name, look)
      return null
    },
    'looks.forget': async ({ profileId, name }) => {
      looks.forget(profileId, name)
      return null
    },
  }
}
