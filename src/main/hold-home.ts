import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import { HomeError, locateHome, prepareHome } from '../host/storage/home.ts'
import { describeHomeInUse, type HolderGreeting } from '../host/storage/home-in-use.ts'
import { lockHome } from '../host/storage/lock-home.ts'

export type HomeResult =
  | { readonly kind: 'held'; readonly folder: string; release(): Promise<void> }
  /** Another desktop program holds it, and its window came to the front. */
  | { readonly kind: 'raised'; readonly words: string }
  | { readonly kind: 'refused'; readonly words: string }

/**
 * Takes the user data folder. One lock for every kind of host: a second desktop program brings the first one's window to
 * the front by its knock, and browser mode finds the home taken too.
 */
export async function holdHome(onKnock: () => void): Promise<HomeResult> {
  const folder = locateHome(app.commandLine.getSwitchValue('home') || undefined, process.env, process.platform)
  try {
    prepareHome(folder)
    keepChromiumIn(join(folder, 'window'))
    const lock = await lockHome(folder, () => {
      onKnock()
      return JSON.stringify({ pid: process.pid, window: true } satisfies HolderGreeting)
    })
    if (lock.kind === 'held') return { kind: 'held', folder, release: lock.release }
    const { text, raised } = describeHomeInUse(folder, lock.greeting)
    return { kind: raised ? 'raised' : 'refused', words: text }
  } catch (error) {
    if (!(error instanceof HomeError)) throw error
    return { kind: 'refused', words: error.message }
  }
}

/** What Chromium keeps (the theme that was chosen, its caches) lies with the rest. It must be there before it is named. */
function keepChromiumIn(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  app.setPath('userData', folder)
}
