import { COMMAND_LIST, type CommandId } from '../shared/domain/commands.ts'
import type { Command, CommandAction } from './commands/command.ts'
import { exportExecutions, exportPositions } from './features/account/index.ts'
import {
  activeTab,
  cancelRequest,
  closeOtherTabs,
  closeSnippet,
  closeTab,
  copySnippet,
  focusFind,
  focusOperationSearch,
  focusPath,
  loadBody,
  openEmptyTab,
  openSnippet,
  reopenTab,
  saveResponse,
  saveSnippet,
  sendRequest,
  showNextTab,
  toggleBeside,
  useSnippetStore,
  useWarmUpStore,
} from './features/explorer/index.ts'
import { openGuardRails, pressKillSwitch } from './features/guard-rails/index.ts'
import {
  askToClearHistory,
  askToExportHistory,
  closeEntry,
  compareMarked,
  focusHistory,
  focusHistorySearch,
  openInExplorer,
  pinActive,
  sendAgain,
  useHistoryStore,
} from './features/history/index.ts'
import { closeInbox, isInboxFocused, markRead, newAlert, toggleInbox } from './features/inbox/index.ts'
import { openWizard } from './features/keys/index.ts'
import {
  askToCancelSelected,
  askToCancelShown,
  COLUMNS_BUTTON,
  changeSelection,
  closeOrderPane,
  editSelected,
  exportOrders,
  focusBlotter,
  focusOrderFilter,
  isBottomPanelFocused,
  openJournal,
  openPanel,
  openTicket,
  refreshOrders,
  showBottomTab,
  showPart,
  toggleAllGroups,
  toggleBottomPanel,
  toggleBracket,
  togglePause as togglePauseOfOrders,
  useBlotterStore,
  VIEWS_BUTTON,
} from './features/orders/index.ts'
import { connectSession, openCertificateProblem, toggleArming } from './features/session/index.ts'
import {
  closeFrame,
  exportFrames,
  focusFrameSearch,
  focusSubscribe,
  togglePause,
  useStreamStore,
} from './features/stream/index.ts'
import { lockVault, useKeysStore } from './features/vault/index.ts'
import { goTo, toggleNavigation, useNavigationStore } from './stores/navigation-store.ts'
import { openOverlay } from './stores/overlay-store.ts'
import { manageProfile } from './stores/profiles-store.ts'
import { useSessionStore } from './stores/session-store.ts'
import { chooseTheme } from './stores/theme-store.ts'
import { onceDrawn } from './ui/once-drawn.ts'

const inView = (view: string) => (): boolean => useNavigationStore.getState().view === view
const inOrderList = (): boolean => inView('orders')() && !isBottomPanelFocused()
const sessionIs =
  (...kinds: readonly string[]) =>
  (): boolean =>
    kinds.includes(useSessionStore.getState().view?.state.kind ?? '')
const vaultIs = (kind: string) => (): boolean => useKeysStore.getState().keys?.vault.kind === kind
const armingIs = (kind: string) => (): boolean => useSessionStore.getState().view?.arming.kind === kind

const snippetIsOpen = (): boolean => inView('explorer')() && useSnippetStore.getState().open

/** Opens the orders view and focuses the list, so that the arrow keys work immediately. */
function goToOrders(): void {
  goTo('orders')
  focusBlotter()
}

function goToHistory(): void {
  goTo('history')
  onceDrawn(focusHistory)
}

const hasActiveRequest = (): boolean => inView('history')() && useHistoryStore.getState().activeId !== undefined

function withActiveRequest(act: (id: number) => Promise<void>): void {
  const { activeId } = useHistoryStore.getState()
  if (activeId !== undefined) void act(activeId)
}

/** Maps each command id to its action. The compiler requires an action for every command. */
const ACTIONS: Readonly<Record<CommandId, CommandAction>> = {
  'go-explorer': { run: () => goTo('explorer') },
  'go-orders': { run: goToOrders },
  'go-portfolio': { run: () => goTo('portfolio') },
  'go-stream': { run: () => goTo('stream') },
  'go-history': { run: goToHistory },
  'go-session': { run: () => goTo('session') },
  'go-profiles': { run: () => manageProfile() },
  inbox: { run: toggleInbox },
  'new-alert': { run: newAlert },
  'mark-inbox-read': { run: () => void markRead('all', true) },
  notifications: { run: () => openOverlay({ kind: 'notifications' }) },
  'close-inbox': { available: isInboxFocused, run: closeInbox },
  send: { available: inView('explorer'), run: () => void sendRequest() },
  'cancel-request': {
    available: () =>
      inView('explorer')() && (activeTab().exchange.kind === 'sending' || useWarmUpStore.getState().run !== undefined),
    run: () => cancelRequest(),
  },
  'new-tab': {
    available: inView('explorer'),
    run: () => {
      openEmptyTab()
      focusPath()
    },
  },
  'close-tab': { available: inView('explorer'), run: () => closeTab() },
  'reopen-tab': { available: inView('explorer'), run: () => void reopenTab() },
  'next-tab': { available: inView('explorer'), run: () => showNextTab(1) },
  'previous-tab': { available: inView('explorer'), run: () => showNextTab(-1) },
  'close-other-tabs': { available: inView('explorer'), run: () => closeOtherTabs() },
  'search-operations': { available: inView('explorer'), run: focusOperationSearch },
  'save-response': { available: inView('explorer'), run: () => void saveResponse() },
  'find-in-response': { available: inView('explorer'), run: focusFind },
  'response-beside': { available: inView('explorer'), run: toggleBeside },
  'load-body': { available: inView('explorer'), run: () => void loadBody() },
  'update-catalogue': { run: () => openOverlay({ kind: 'update-catalogue' }) },
  'save-request': {
    available: () => inView('explorer')() && activeTab().draft.path !== '',
    run: () => openOverlay({ kind: 'save-request' }),
  },
  variables: { run: () => openOverlay({ kind: 'variables' }) },
  snippet: { available: inView('explorer'), run: openSnippet },
  'copy-snippet': { available: snippetIsOpen, run: () => void copySnippet() },
  'save-snippet': { available: snippetIsOpen, run: () => void saveSnippet() },
  'close-snippet': { available: snippetIsOpen, run: closeSnippet },
  'new-order': { run: openTicket },
  'ticket-bracket': { run: toggleBracket },
  'cancel-order': { available: inOrderList, run: askToCancelSelected },
  'cancel-shown': { available: inOrderList, run: askToCancelShown },
  'change-order': { available: inOrderList, run: changeSelection },
  'filter-orders': { available: inView('orders'), run: focusOrderFilter },
  'refresh-orders': { available: inView('orders'), run: refreshOrders },
  'close-pane': {
    available: () => inView('orders')() && useBlotterStore.getState().pane.kind !== 'none',
    run: closeOrderPane,
  },
  diagnostics: { run: () => openOverlay({ kind: 'diagnostics' }) },
  'pause-orders': { available: inView('orders'), run: togglePauseOfOrders },
  'orders-lower': { available: inView('orders'), run: toggleBottomPanel },
  'export-orders': { run: exportOrders },
  'export-executions': { run: exportExecutions },
  'export-positions': { run: exportPositions },
  'orders-executions': { run: () => showBottomTab('executions') },
  'orders-positions': { run: () => showBottomTab('positions') },
  'orders-profit': { run: () => showBottomTab('profit') },
  'orders-journal': { run: openJournal },
  'orders-columns': { run: () => openPanel(COLUMNS_BUTTON) },
  'orders-views': { run: () => openPanel(VIEWS_BUTTON) },
  'orders-all': { run: () => showPart('all') },
  'orders-working': { run: () => showPart('working') },
  'orders-filled': { run: () => showPart('filled') },
  'orders-cancelled': { run: () => showPart('cancelled') },
  'orders-failed': { run: () => showPart('failed') },
  'edit-order': { available: inOrderList, run: editSelected },
  'orders-groups': { available: inView('orders'), run: toggleAllGroups },
  'pause-stream': { available: inView('stream'), run: togglePause },
  subscribe: { available: inView('stream'), run: focusSubscribe },
  'search-stream': { available: inView('stream'), run: focusFrameSearch },
  'export-stream': { available: inView('stream'), run: () => void exportFrames() },
  'close-line': {
    available: () => inView('stream')() && useStreamStore.getState().shown !== undefined,
    run: closeFrame,
  },
  'search-history': { available: inView('history'), run: focusHistorySearch },
  'send-again': { available: hasActiveRequest, run: () => void withActiveRequest(sendAgain) },
  'open-sent': { available: hasActiveRequest, run: () => void withActiveRequest(openInExplorer) },
  'pin-request': { available: hasActiveRequest, run: () => void pinActive() },
  'compare-responses': {
    available: () => inView('history')() && useHistoryStore.getState().marked.length === 2,
    run: compareMarked,
  },
  'export-history': { available: inView('history'), run: askToExportHistory },
  'clear-history': { available: inView('history'), run: askToClearHistory },
  'close-request': {
    available: () => inView('history')() && useHistoryStore.getState().pane.kind !== 'none',
    run: closeEntry,
  },
  connect: { available: sessionIs('signed-out'), run: connectSession },
  reconnect: { available: sessionIs('ready', 'degraded', 'competing', 'needs-login', 'failed'), run: connectSession },
  disconnect: { available: () => !sessionIs('signed-out', '')(), run: () => openOverlay({ kind: 'disconnect' }) },
  'take-over': { available: sessionIs('competing'), run: () => openOverlay({ kind: 'take-over' }) },
  'kill-switch': { run: () => void pressKillSwitch() },
  'guard-rails': { run: openGuardRails },
  arm: { available: armingIs('disarmed'), run: toggleArming },
  disarm: { available: armingIs('armed'), run: toggleArming },
  'switch-profile': { run: () => openOverlay({ kind: 'switch-profile' }) },
  'add-profile': { run: () => openOverlay({ kind: 'add-profile' }) },
  'set-up-keys': { run: openWizard },
  'unlock-vault': { available: vaultIs('locked'), run: () => openOverlay({ kind: 'unlock-vault' }) },
  'change-passphrase': {
    available: () => vaultIs('open')() || vaultIs('locked')(),
    run: () => openOverlay({ kind: 'change-passphrase' }),
  },
  'lock-vault': { available: vaultIs('open'), run: () => void lockVault() },
  'compare-certificates': {
    available: () => openCertificateProblem() !== undefined,
    run: () => openOverlay({ kind: 'certificate' }),
  },
  'toggle-navigation': { run: toggleNavigation },
  'theme-system': { run: () => chooseTheme('system') },
  'theme-light': { run: () => chooseTheme('light') },
  'theme-dark': { run: () => chooseTheme('dark') },
  palette: { run: () => openOverlay({ kind: 'palette' }) },
  help: { run: () => openOverlay({ kind: 'help' }) },
  guide: { run: () => openOverlay({ kind: 'guide' }) },
  about: { run: () => openOverlay({ kind: 'about' }) },
}

export const COMMANDS: readonly Command[] = COMMAND_LIST.map((command) => ({ ...command, ...ACTIONS[command.id] }))
