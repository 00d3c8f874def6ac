import type { Services } from '../rpc/services.ts'
import type { HistoryService } from './history-service.ts'

/** The part of the contract that is about what was sent. */
export function historyHandlers(history: HistoryService): Pick<Services, Extract<keyof Services, `history.${string}`>> {
  return {
    'history.feed': () => history.feed,
    'history.page': (input) => history.page(input),
    'history.entry': ({ id }) => history.entry(id),
    'history.hold': ({ id }) => history.hold(id),
    'history.pin': async ({ id, pinned }) => {
      await history.pin(id, pinned)
      return null
    },
    'history.remove': async ({ ids }) => {
      await history.remove(ids)
      return null
    },
    'history.clear': async () => {
      await history.clear()
      return null
    },
    'history.export': (input) => history.export(input),
  }
}
