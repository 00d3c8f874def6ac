import { join } from 'node:path'
import { app } from 'electron'
import { HomeError, locateHome, prepareHome } from '../host/storage/home.ts'
import { lockHome } from '../host/storage/lock-home.ts'
import { type HolderGreeting, takenWords } from '../host/storage/taken-words.ts'
import { report, sayRefusal } from './launcher.ts'

export interface HeldHome {
  readonly folder: string
  release(): Promise<void>
}

/**
 * Takes the user data folder, or ends the program with a sentence. One lock for every kind of host: a second desktop
 * program brings the first one's window to the front by its knock, and browser mode finds the home taken too.
 */
export async function holdHome(onKnock: () => void): Promise<HeldHome | undefined> {
  const folder = locateHome(app.commandLine.getSwitchValue('home') || undefined, process.env, process.platform)
  // What Chromium keeps (the theme that was chosen, its caches) lies with the rest.
  app.setPath('userData', join(folder, 'window'))
  try {
    prepareHome(folder)
    const lock = await lockHome(folder, () => {
      onKnock()
      return JSON.stringify({ pid: process.pid, window: true } satisfies HolderGreeting)
    })
    if (lock.kind === 'held') return { folder, release: lock.release }
    const { words, raised } = takenWords(folder, lock.greeting)
    return refuse(words, raised ? 0 : 1)
  } catch (error) {
    if (!(error instanceof HomeError)) throw error
    return refuse(error.message, 1)
  }
}

function refuse(words: string, code: number): undefined {
  sayRefusal(words)
  report({ kind: 'refused' })
  app.exit(code)
  return undefined
}
