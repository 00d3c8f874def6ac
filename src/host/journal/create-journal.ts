import type { OpenedDatabase } from '../database/open-database.ts'
import type { SavedResponseBodies } from '../files/saved-response-bodies.ts'
import type { HostContext } from '../host-context.ts'
import type { HandlersOf } from '../service-types.ts'
import { JournalService } from './journal-service.ts'

export interface JournalNeeds extends OpenedDatabase {
  readonly bodies: SavedResponseBodies
}

export interface JournalArea {
  readonly journal: JournalService
  readonly handlers: HandlersOf<'journal'>
}

/** Creates the journal of the orders of all profiles. */
export function createJournal({ clock, log }: HostContext, { database, bodies, retention }: JournalNeeds): JournalArea {
  const onFailing = (reason: string): void => log.write('warning', 'orders-not-journaled', reason)
  const journal = new JournalService({ database, clock, bodies, retention, onFailing })
  return {
    journal,
    handlers: {
      'journal.feed': () => journal.feed,
      'journal.page': (input) => journal.page(input),
      'journal.export': (input) => journal.export(input),
    },
  }
}
