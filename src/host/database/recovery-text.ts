import type { DatabaseRecovery } from './database-message.ts'
import type { PrunedDay } from './recorded-days.ts'

/** Tables whose rows a person knows, and their names in the singular and the plural. */
const COUNTED = [
  ['journal', 'journal entry', 'journal entries'],
  ['history', 'history request', 'history requests'],
] as const

/** What happened to console.db, for the window and the log. */
export function recoveryText(recovery: DatabaseRecovery): string {
  switch (recovery.cause) {
    case 'missing':
      return 'console.db was missing or empty. Order journal and history start again without earlier entries. Restore the file from a backup if you have one, with the console closed.'
    case 'log-damaged':
      return `The latest changes to console.db could not be read. Earlier entries of order journal and history are complete. The damaged log is kept as ${recovery.quarantined} in the user data folder.`
    case 'damaged': {
      const saved = COUNTED.map(([table, one, many]) => {
        const { saved = 0, held } = recovery.tables.find((each) => each.table === table) ?? {}
        const total = held === undefined || held < saved ? 'an unknown number of' : format(held)
        return `${format(saved)} of ${total} ${held === 1 ? one : many}`
      })
      return `console.db was damaged. Recovered ${saved.join(' and ')}. The damaged file is kept as ${recovery.quarantined} in the user data folder.`
    }
  }
}

/** Why entries were removed at a time that may be wrong, for the window and the log. */
export function prunedText({ table, daysAhead, removed }: PrunedDay): string {
  const name = table === 'journal' ? 'order journal' : 'history'
  const day = new Date(removed).toISOString().slice(0, 10)
  return `The clock is ${format(daysAhead)} days ahead of the newest entry of the ${name}. Only the entries of the oldest recorded day, ${day}, were removed. If the clock is wrong, correct it.`
}

const format = (count: number): string => count.toLocaleString('en-US')
