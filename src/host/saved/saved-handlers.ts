import type { Services } from '../rpc/services.ts'
import type { SavedService } from './saved-service.ts'

/** The part of the contract that is about what the explorer keeps. */
export function savedHandlers(saved: SavedService): Pick<Services, Extract<keyof Services, `saved.${string}`>> {
  return {
    'saved.feed': () => saved.feed,
    'saved.favourite': async ({ operationId, wanted }) => {
      saved.favourite(operationId, wanted)
      return null
    },
    'saved.put': async ({ id, content }) => saved.put(content, id),
    'saved.remove': async ({ ids }) => {
      saved.remove(ids)
      return null
    },
    'saved.restore': async ({ ids }) => {
      saved.restore(ids)
      return null
    },
    'saved.move': async ({ ids, folder }) => {
      saved.move(ids, folder)
      return null
    },
    'saved.import': async ({ text }) => saved.import(text),
    'saved.variable': async ({ profileId, name, value }) => {
      saved.variable(profileId, name, value)
      return null
    },
  }
}
