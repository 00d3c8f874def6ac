export const COMMAND_GROUPS = [
  'Go to',
  'Explorer',
  'Orders',
  'Stream',
  'History',
  'Session',
  'Profiles',
  'Appearance',
  'Help',
] as const

export type CommandGroup = (typeof COMMAND_GROUPS)[number]

/** One thing that a person can tell the console to do, as it is shown: what it does is the window's business. */
export interface CommandFace {
  /** Stable and unique. */
  readonly id: string
  readonly title: string
  readonly group: CommandGroup
  /** In tinykeys' notation. A shortcut without a modifier is silent while something is typed. */
  readonly keys?: string
  /** More words to find it by. */
  readonly words?: string
}

/** Every command of the console. Palette, shortcuts, help sheet and the menu of the desktop window read nothing else. */
export const COMMAND_FACES = [
  { id: 'go-explorer', title: 'Go to Explorer', group: 'Go to', keys: 'g e', words: 'requests api endpoints' },
  { id: 'go-orders', title: 'Go to Orders', group: 'Go to', keys: 'g o', words: 'blotter feed' },
  { id: 'go-stream', title: 'Go to Stream', group: 'Go to', keys: 'g w', words: 'socket websocket frames topics live' },
  { id: 'go-history', title: 'Go to History', group: 'Go to', keys: 'g h', words: 'requests sent before log' },
  { id: 'go-session', title: 'Go to Session', group: 'Go to', keys: 'g s', words: 'timeline login status' },
  { id: 'go-profiles', title: 'Go to Profiles', group: 'Go to', keys: 'g p', words: 'accounts keys gateway manage' },
  { id: 'send', title: 'Send the request', group: 'Explorer', keys: '$mod+Enter' },
  { id: 'cancel-request', title: 'Cancel the request in flight', group: 'Explorer', keys: 'Escape' },
  { id: 'search-operations', title: 'Search the operations', group: 'Explorer', keys: '/' },
  {
    id: 'save-answer',
    title: 'Save the answer as a file…',
    group: 'Explorer',
    keys: '$mod+s',
    words: 'export download body',
  },
  { id: 'find-in-answer', title: 'Find in the answer', group: 'Explorer', keys: '$mod+f', words: 'search filter' },
  { id: 'load-body', title: 'Load the body from a file…', group: 'Explorer', keys: '$mod+o', words: 'open import' },
  { id: 'save-request', title: 'Save the request…', group: 'Explorer', words: 'keep folder collection' },
  { id: 'variables', title: 'Variables…', group: 'Explorer', words: 'environment values define' },
  {
    id: 'update-catalogue',
    title: 'Update the catalogue from IBKR’s document…',
    group: 'Explorer',
    words: 'openapi import api-docs operations new',
  },
  {
    id: 'snippet',
    title: 'Show the request as a snippet',
    group: 'Explorer',
    keys: '$mod+e',
    words: 'code export curl typescript python',
  },
  { id: 'copy-snippet', title: 'Copy the snippet', group: 'Explorer', keys: 'c', words: 'code clipboard' },
  {
    id: 'save-snippet',
    title: 'Save the snippet as a file…',
    group: 'Explorer',
    keys: '$mod+Shift+s',
    words: 'code export download',
  },
  { id: 'close-snippet', title: 'Close the snippet', group: 'Explorer', keys: 'Escape' },
  { id: 'new-order', title: 'New order', group: 'Orders', keys: 'n', words: 'ticket buy sell place' },
  { id: 'cancel-order', title: 'Cancel the selected order…', group: 'Orders', keys: 'Delete' },
  {
    id: 'change-order',
    title: 'Change the selected order…',
    group: 'Orders',
    keys: 'm',
    words: 'modify edit price quantity',
  },
  {
    id: 'cancel-shown',
    title: 'Cancel all working orders that are shown…',
    group: 'Orders',
    keys: 'Shift+Delete',
    words: 'mass cancel everything filter panic',
  },
  { id: 'filter-orders', title: 'Filter the orders', group: 'Orders', keys: '/' },
  { id: 'refresh-orders', title: 'Read the orders again', group: 'Orders', keys: 'r', words: 'refresh reload' },
  { id: 'close-pane', title: 'Close the side pane', group: 'Orders', keys: 'Escape' },
  {
    id: 'notifications',
    title: 'Notifications…',
    group: 'Orders',
    words: 'desktop sound quiet hours settings alert bell mute',
  },
  {
    id: 'pause-orders',
    title: 'Let the orders stand still, or go on',
    group: 'Orders',
    keys: 'p',
    words: 'pause resume freeze',
  },
  { id: 'orders-lower', title: 'Show or hide the part below the orders', group: 'Orders', keys: 'b', words: 'panel' },
  { id: 'orders-executions', title: 'Show executions', group: 'Orders', words: 'trades fills commission' },
  { id: 'orders-positions', title: 'Show the positions', group: 'Orders', words: 'portfolio holdings' },
  { id: 'orders-profit', title: 'Show profit and loss', group: 'Orders', words: 'pnl equity net liquidation' },
  {
    id: 'orders-journal',
    title: 'Search the journal of orders',
    group: 'Orders',
    keys: 'j',
    words: 'timeline history yesterday export csv json lines',
  },
  { id: 'orders-columns', title: 'Columns of the orders…', group: 'Orders', words: 'choose hide show' },
  { id: 'orders-views', title: 'Saved views of the orders…', group: 'Orders', words: 'save filter sort name' },
  { id: 'orders-all', title: 'Show all orders', group: 'Orders' },
  { id: 'orders-working', title: 'Show working orders', group: 'Orders' },
  { id: 'orders-filled', title: 'Show filled orders', group: 'Orders' },
  { id: 'orders-cancelled', title: 'Show cancelled orders', group: 'Orders' },
  { id: 'pause-stream', title: 'Pause or resume the lines of the socket', group: 'Stream', keys: 'p' },
  {
    id: 'subscribe',
    title: 'Subscribe to a topic',
    group: 'Stream',
    keys: 'a',
    words: 'smd sbd sor market data depth',
  },
  { id: 'search-stream', title: 'Search the lines of the socket', group: 'Stream', keys: '/' },
  {
    id: 'export-stream',
    title: 'Export the lines of the socket…',
    group: 'Stream',
    words: 'json lines save download frames',
  },
  { id: 'close-line', title: 'Close the line', group: 'Stream', keys: 'Escape' },
  { id: 'search-history', title: 'Search the history', group: 'History', keys: '/' },
  {
    id: 'send-again',
    title: 'Send the request of the history again',
    group: 'History',
    keys: '$mod+Enter',
    words: 'repeat replay resend',
  },
  {
    id: 'open-sent',
    title: 'Open the request of the history in the explorer',
    group: 'History',
    keys: 'e',
    words: 'edit',
  },
  {
    id: 'pin-request',
    title: 'Pin or unpin the request of the history',
    group: 'History',
    keys: 'p',
    words: 'keep favourite',
  },
  {
    id: 'compare-answers',
    title: 'Compare the two marked answers',
    group: 'History',
    keys: 'c',
    words: 'diff difference side by side',
  },
  {
    id: 'export-history',
    title: 'Export the history…',
    group: 'History',
    words: 'har http archive script bash python download save',
  },
  { id: 'clear-history', title: 'Clear the history…', group: 'History', words: 'delete remove' },
  { id: 'close-request', title: 'Close the request of the history', group: 'History', keys: 'Escape' },
  { id: 'connect', title: 'Connect', group: 'Session', words: 'login' },
  { id: 'reconnect', title: 'Reconnect', group: 'Session', words: 'login retry' },
  { id: 'disconnect', title: 'Disconnect', group: 'Session', words: 'logout sign out' },
  { id: 'take-over', title: 'Take over the brokerage session…', group: 'Session' },
  { id: 'arm', title: 'Arm: allow orders and changes', group: 'Session', words: 'safety' },
  { id: 'disarm', title: 'Disarm: reads only', group: 'Session', words: 'safety' },
  { id: 'switch-profile', title: 'Switch profile…', group: 'Profiles', keys: '$mod+p', words: 'account environment' },
  { id: 'add-profile', title: 'Add a profile…', group: 'Profiles', words: 'gateway oauth keys new' },
  {
    id: 'set-up-keys',
    title: 'Set up OAuth keys…',
    group: 'Profiles',
    words: 'wizard import resume pem oauth1.json consumer token',
  },
  { id: 'unlock-vault', title: 'Unlock the vault…', group: 'Profiles', words: 'passphrase keys' },
  { id: 'change-passphrase', title: 'Change the passphrase of the vault…', group: 'Profiles', words: 'keys' },
  { id: 'lock-vault', title: 'Lock the vault now', group: 'Profiles', words: 'passphrase keys' },
  {
    id: 'compare-certificates',
    title: 'Compare the gateway’s certificate…',
    group: 'Profiles',
    words: 'fingerprint trust',
  },
  { id: 'theme-system', title: 'Theme: follow the system', group: 'Appearance', words: 'dark light mode' },
  { id: 'theme-light', title: 'Theme: light', group: 'Appearance', words: 'mode' },
  { id: 'theme-dark', title: 'Theme: dark', group: 'Appearance', words: 'mode night' },
  { id: 'palette', title: 'Open the command palette', group: 'Help', keys: '$mod+k' },
  { id: 'help', title: 'Show keyboard shortcuts', group: 'Help', keys: '?', words: 'keys help sheet' },
] as const satisfies readonly CommandFace[]

export type CommandId = (typeof COMMAND_FACES)[number]['id']
