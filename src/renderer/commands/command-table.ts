import { cancelRequest, focusOperationSearch, sendRequest } from '../features/explorer/explorer-actions.ts'
import {
  askToCancelActive,
  closeOrderPane,
  focusBlotter,
  focusOrderFilter,
  openTicket,
  refreshOrders,
  showSavedView,
} from '../features/orders/orders-actions.ts'
import { connectSession, disconnectSession, toggleArming } from '../features/session/session-actions.ts'
import { closeSnippet, copySnippet, openSnippet } from '../features/snippet/snippet-actions.ts'
import { useBlotterStore } from '../stores/blotter-store.ts'
import { useExplorerStore } from '../stores/explorer-store.ts'
import { goTo, useNavigationStore } from '../stores/navigation-store.ts'
import { openOverlay } from '../stores/overlay-store.ts'
import { useSessionStore } from '../stores/session-store.ts'
import { useSnippetStore } from '../stores/snippet-store.ts'
import { chooseTheme } from '../stores/theme-store.ts'
import type { Command } from './command.ts'

const inView = (view: string) => (): boolean => useNavigationStore.getState().view === view
const sessionIs =
  (...kinds: readonly string[]) =>
  (): boolean =>
    kinds.includes(useSessionStore.getState().view?.state.kind ?? '')
const armingIs = (kind: string) => (): boolean => useSessionStore.getState().view?.arming.kind === kind

const snippetIsOpen = (): boolean => inView('explorer')() && useSnippetStore.getState().open

/** With the keyboard in the list, where the arrows work at once. */
function goToOrders(): void {
  goTo('orders')
  focusBlotter()
}

/** Every command of the console. */
export const COMMANDS: readonly Command[] = [
  {
    id: 'go-explorer',
    title: 'Go to Explorer',
    group: 'Go to',
    keys: 'g e',
    words: 'requests api endpoints',
    run: () => goTo('explorer'),
  },
  {
    id: 'go-orders',
    title: 'Go to Orders',
    group: 'Go to',
    keys: 'g o',
    words: 'blotter feed',
    run: goToOrders,
  },
  {
    id: 'go-session',
    title: 'Go to Session',
    group: 'Go to',
    keys: 'g s',
    words: 'timeline login status',
    run: () => goTo('session'),
  },

  {
    id: 'send',
    title: 'Send the request',
    group: 'Explorer',
    keys: '$mod+Enter',
    available: inView('explorer'),
    run: () => void sendRequest(),
  },
  {
    id: 'cancel-request',
    title: 'Cancel the request in flight',
    group: 'Explorer',
    keys: 'Escape',
    available: () => inView('explorer')() && useExplorerStore.getState().exchange.kind === 'sending',
    run: cancelRequest,
  },
  {
    id: 'search-operations',
    title: 'Search the operations',
    group: 'Explorer',
    keys: '/',
    available: inView('explorer'),
    run: focusOperationSearch,
  },
  {
    id: 'snippet',
    title: 'Show the request as a snippet',
    group: 'Explorer',
    keys: '$mod+e',
    words: 'code export curl typescript python',
    available: inView('explorer'),
    run: openSnippet,
  },
  {
    id: 'copy-snippet',
    title: 'Copy the snippet',
    group: 'Explorer',
    keys: 'c',
    words: 'code clipboard',
    available: snippetIsOpen,
    run: () => void copySnippet(),
  },
  {
    id: 'close-snippet',
    title: 'Close the snippet',
    group: 'Explorer',
    keys: 'Escape',
    available: snippetIsOpen,
    run: closeSnippet,
  },

  { id: 'new-order', title: 'New order', group: 'Orders', keys: 'n', words: 'ticket buy sell place', run: openTicket },
  {
    id: 'cancel-order',
    title: 'Cancel the selected order…',
    group: 'Orders',
    keys: 'Delete',
    available: inView('orders'),
    run: askToCancelActive,
  },
  {
    id: 'filter-orders',
    title: 'Filter the orders',
    group: 'Orders',
    keys: '/',
    available: inView('orders'),
    run: focusOrderFilter,
  },
  {
    id: 'refresh-orders',
    title: 'Read the orders again',
    group: 'Orders',
    keys: 'r',
    words: 'refresh reload',
    available: inView('orders'),
    run: refreshOrders,
  },
  {
    id: 'close-pane',
    title: 'Close the side pane',
    group: 'Orders',
    keys: 'Escape',
    available: () => inView('orders')() && useBlotterStore.getState().pane.kind !== 'none',
    run: closeOrderPane,
  },
  { id: 'orders-all', title: 'Show all orders', group: 'Orders', run: () => showSavedView('all') },
  { id: 'orders-working', title: 'Show working orders', group: 'Orders', run: () => showSavedView('working') },
  { id: 'orders-filled', title: 'Show filled orders', group: 'Orders', run: () => showSavedView('filled') },
  { id: 'orders-cancelled', title: 'Show cancelled orders', group: 'Orders', run: () => showSavedView('cancelled') },

  {
    id: 'connect',
    title: 'Connect',
    group: 'Session',
    words: 'login',
    available: sessionIs('signed-out'),
    run: connectSession,
  },
  {
    id: 'reconnect',
    title: 'Reconnect',
    group: 'Session',
    words: 'login retry',
    available: sessionIs('ready', 'degraded', 'competing', 'needs-login', 'failed'),
    run: connectSession,
  },
  {
    id: 'disconnect',
    title: 'Disconnect',
    group: 'Session',
    words: 'logout sign out',
    available: () => !sessionIs('signed-out', '')(),
    run: disconnectSession,
  },
  {
    id: 'take-over',
    title: 'Take over the brokerage session…',
    group: 'Session',
    available: sessionIs('competing'),
    run: () => openOverlay({ kind: 'take-over' }),
  },
  {
    id: 'arm',
    title: 'Arm: allow orders and changes',
    group: 'Session',
    words: 'safety',
    available: armingIs('disarmed'),
    run: toggleArming,
  },
  {
    id: 'disarm',
    title: 'Disarm: reads only',
    group: 'Session',
    words: 'safety',
    available: armingIs('armed'),
    run: toggleArming,
  },

  {
    id: 'theme-system',
    title: 'Theme: follow the system',
    group: 'Appearance',
    words: 'dark light mode',
    run: () => chooseTheme('system'),
  },
  { id: 'theme-light', title: 'Theme: light', group: 'Appearance', words: 'mode', run: () => chooseTheme('light') },
  { id: 'theme-dark', title: 'Theme: dark', group: 'Appearance', words: 'mode night', run: () => chooseTheme('dark') },

  {
    id: 'palette',
    title: 'Open the command palette',
    group: 'Help',
    keys: '$mod+k',
    run: () => openOverlay({ kind: 'palette' }),
  },
  {
    id: 'help',
    title: 'Show keyboard shortcuts',
    group: 'Help',
    keys: '?',
    words: 'keys help sheet',
    run: () => openOverlay({ kind: 'help' }),
  },
]

/** The shortcut of a command, for a label beside a button. */
export const keysOf = (id: string): string | undefined => COMMANDS.find((command) => command.id === id)?.keys
