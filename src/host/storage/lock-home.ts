import { HomeError } from './home.ts'
import { type LockResult, takeInstanceLock } from './instance-lock.ts'

/** Takes the lock of a home. Where it fails for a reason of the file system, that is a home which cannot be used: a `HomeError`. */
export async function lockHome(home: string, greet: () => string): Promise<LockResult> {
  try {
    return await takeInstanceLock(home, greet)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new HomeError(`Cannot lock the user data folder ${home}: ${reason} Choose another with --home DIR.`, {
      cause: error,
    })
  }
}
