import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { WindowState } from '../../host/shell/window-state.ts'
import { showWhenDrawn } from './show-when-drawn.ts'
import { placeWindow } from './window-placement.ts'

export interface WindowOptions {
  readonly state: WindowState
  /** The built preload. */
  readonly preload: string
  readonly icon: string
  /** Whether the tools of developers may be opened: not in an installed program. */
  readonly devTools: boolean
}

/** The one window, not shown before its page can be. */
export function createWindow({ state, preload, icon, devTools }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...placeWindow(
      state,
      screen.getAllDisplays().map((display) => display.workArea),
    ),
    minWidth: 400,
    minHeight: 300,
    show: false,
    title: 'IBKR Console',
    icon,
    // The page's own grounds: no flash of white at night.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#111214' : '#ffffff',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      // The console asks in its own; a page that goes wrong must not cover the screen with others.
      disableDialogs: true,
      // A file that is dropped beside its field does not replace the page.
      navigateOnDragDrop: false,
      // The dictionaries would come from a server of another company.
      spellcheck: false,
      devTools,
    },
  })
  showWhenDrawn(window, state.maximized, process.platform)
  return window
}
