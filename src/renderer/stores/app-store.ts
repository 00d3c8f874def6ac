import { create } from 'zustand'
import type { AppInfo } from '../../shared/contract/views.ts'

export interface AppData {
  readonly info: AppInfo | undefined
  readonly notices: readonly string[]
  /** Notices that the user dismissed. A restarted host may send a notice again. */
  readonly dismissed: ReadonlySet<string>
}

export const useAppStore = create<AppData>()(() => ({ info: undefined, notices: [], dismissed: new Set() }))

export function dismissNotice(notice: string): void {
  useAppStore.setState(({ dismissed }) => ({ dismissed: new Set([...dismissed, notice]) }))
}
