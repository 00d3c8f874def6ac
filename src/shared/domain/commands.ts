interface Command {
  /** Unique id that does not change between versions. */
  readonly id: string
  readonly title: string
  /** Shortcut in tinykeys' notation. A shortcut without a modifier is ignored while the user types. */
  readonly keys?: string
  /** Additional words that find the command in the palette. */
  readonly keywords?: string
  /** Whether the shortcut works in every state of the window, also while a dialog or a menu is open. */
  readonly anywhere?: true
}

/** One command for display. The window defines its action. */
export interface CommandDescription extends Command {
  readonly group: CommandGroup
}

/**
 * Every command of the console by group, for the palette, the shortcuts, the help page and the menu of the desktop
 * window.
 */
const COMMANDS_BY_GROUP = {
  'Go to': [
    { id: 'go-explorer', title: 'Go to Explorer', keys: 'g e', keywords: 'requests api endpoints' },
    { id: 'go-orders', title: 'Go to Orders', keys: 'g o', keywords: 'blotter feed' },
    {
      id: 'go-portfolio',
      title: 'Go to Portfolio',
      keys: 'g b',
      keywords: 'positions balances account net liquidation cash margin allocation performance benchmark returns',
    },
    { id: 'go-stream', title: 'Go to Stream', keys: 'g w', keywords: 'socket websocket frames topics live' },
    { id: 'go-history', title: 'Go to History', keys: 'g h', keywords: 'requests sent before log' },
    { id: 'go-session', title: 'Go to Session', keys: 'g s', keywords: 'timeline login status' },
    { id: 'go-profiles', title: 'Go to Profiles', keys: 'g p', keywords: 'accounts keys gateway manage' },
  ],
  Inbox: [
    {
      id: 'inbox',
      title: 'Open or close the inbox',
      keys: 'i',
      keywords: 'bell notifications events fills rejects disconnects notices bulletins messages fyi unread',
    },
    { id: 'new-alert', title: 'New alert…', keywords: 'local price pnl order age silent feed rule notify watch' },
    { id: 'mark-inbox-read', title: 'Mark all events as read', keywords: 'inbox unread' },
    { id: 'notifications', title: 'Notifications…', keywords: 'desktop sound quiet hours settings alert bell mute' },
    { id: 'close-inbox', title: 'Close the inbox', keys: 'Escape' },
  ],
  Explorer: [
    { id: 'send', title: 'Send the request', keys: '$mod+Enter' },
    { id: 'cancel-request', title: 'Cancel the request in flight', keys: 'Escape' },
    { id: 'new-tab', title: 'New request', keys: 't', keywords: 'tab open empty' },
    { id: 'close-tab', title: 'Close the request', keys: 'x', keywords: 'tab' },
    { id: 'reopen-tab', title: 'Reopen the request that was closed last', keys: 'Shift+T', keywords: 'tab undo' },
    { id: 'next-tab', title: 'Next request', keys: 'Alt+PageDown', keywords: 'tab switch' },
    { id: 'previous-tab', title: 'Previous request', keys: 'Alt+PageUp', keywords: 'tab switch' },
    { id: 'close-other-tabs', title: 'Close the other requests', keywords: 'tabs all' },
    { id: 'search-operations', title: 'Search operations', keys: '/' },
    { id: 'save-response', title: 'Save response as file…', keys: '$mod+s', keywords: 'export download body' },
    { id: 'find-in-response', title: 'Find in response', keys: '$mod+f', keywords: 'search filter' },
    {
      id: 'response-beside',
      title: 'Response beside or below the request',
      keys: '$mod+\\',
      keywords: 'layout split columns',
    },
    { id: 'load-body', title: 'Load the body from a file…', keys: '$mod+o', keywords: 'open import' },
    { id: 'save-request', title: 'Save the request…', keywords: 'keep folder collection' },
    { id: 'variables', title: 'Variables…', keywords: 'environment values define' },
    {
      id: 'update-catalogue',
      title: 'Update the catalogue from IBKR’s document…',
      keywords: 'openapi import api-docs operations new',
    },
    {
      id: 'snippet',
      title: 'Show the request as a snippet',
      keys: '$mod+e',
      keywords: 'code export curl httpie typescript python ibind go c#',
    },
    { id: 'copy-snippet', title: 'Copy the snippet', keys: 'c', keywords: 'code clipboard' },
    {
      id: 'save-snippet',
      title: 'Save the snippet as a file…',
      keys: '$mod+Shift+s',
      keywords: 'code export download',
    },
    { id: 'close-snippet', title: 'Close the snippet', keys: 'Escape' },
  ],
  Orders: [
    { id: 'new-order', title: 'New order', keys: 'n', keywords: 'ticket buy sell place' },
    {
      id: 'ticket-bracket',
      title: 'Bracket order on or off',
      keys: '$mod+Shift+b',
      keywords: 'ticket attached take profit stop loss exits',
    },
    { id: 'cancel-order', title: 'Cancel the selected orders…', keys: 'Delete' },
    { id: 'change-order', title: 'Change the selected order…', keys: 'm', keywords: 'modify edit price quantity' },
    {
      id: 'cancel-shown',
      title: 'Cancel all working orders that are shown…',
      keys: 'Shift+Delete',
      keywords: 'mass cancel everything filter panic',
    },
    { id: 'filter-orders', title: 'Filter the orders', keys: '/' },
    { id: 'refresh-orders', title: 'Refresh orders', keys: 'r', keywords: 'reload read again' },
    { id: 'close-pane', title: 'Close the side pane', keys: 'Escape' },
    { id: 'pause-orders', title: 'Pause or resume the order feed', keys: 'p', keywords: 'freeze' },
    { id: 'orders-lower', title: 'Show or hide the panel below the orders', keys: 'b', keywords: 'account journal' },
    { id: 'orders-executions', title: 'Show executions', keywords: 'trades fills commission' },
    { id: 'orders-positions', title: 'Show positions', keywords: 'portfolio holdings' },
    { id: 'orders-profit', title: 'Show profit and loss', keywords: 'pnl equity net liquidation' },
    {
      id: 'orders-journal',
      title: 'Search order journal',
      keys: 'j',
      keywords: 'timeline history yesterday export csv json lines',
    },
    { id: 'export-orders', title: 'Export orders as CSV…', keywords: 'spreadsheet excel download save' },
    {
      id: 'export-executions',
      title: 'Export executions as CSV…',
      keywords: 'spreadsheet excel download trades fills',
    },
    { id: 'export-positions', title: 'Export positions as CSV…', keywords: 'spreadsheet excel download portfolio' },
    { id: 'orders-columns', title: 'Order columns…', keywords: 'choose hide show' },
    { id: 'orders-views', title: 'Saved order views…', keywords: 'save filter sort name' },
    { id: 'orders-all', title: 'Show all orders' },
    { id: 'orders-working', title: 'Show working orders' },
    { id: 'orders-filled', title: 'Show filled orders' },
    { id: 'orders-cancelled', title: 'Show cancelled orders' },
    { id: 'orders-failed', title: 'Show failed orders', keywords: 'rejected inactive declined' },
    {
      id: 'edit-order',
      title: 'Edit the selected order in its row',
      keys: 'F2',
      keywords: 'price quantity change modify',
    },
    {
      id: 'orders-groups',
      title: 'Expand or collapse all groups of orders',
      keywords: 'bracket oca parent children tree',
    },
  ],
  Stream: [
    { id: 'pause-stream', title: 'Pause or resume the stream', keys: 'p' },
    { id: 'subscribe', title: 'Subscribe to a topic', keys: 'a', keywords: 'smd sbd sor market data depth' },
    { id: 'search-stream', title: 'Search frames', keys: '/' },
    { id: 'export-stream', title: 'Export frames…', keywords: 'json lines save download frames' },
    { id: 'close-line', title: 'Close the frame', keys: 'Escape' },
  ],
  History: [
    { id: 'search-history', title: 'Search history', keys: '/' },
    {
      id: 'send-again',
      title: 'Send the selected request again',
      keys: '$mod+Enter',
      keywords: 'repeat replay resend',
    },
    { id: 'open-sent', title: 'Open the selected request in the explorer', keys: 'e', keywords: 'edit' },
    { id: 'pin-request', title: 'Pin or unpin the selected request', keys: 'p', keywords: 'keep favourite' },
    {
      id: 'compare-responses',
      title: 'Compare the two marked responses',
      keys: 'c',
      keywords: 'diff difference side by side',
    },
    {
      id: 'export-history',
      title: 'Export history…',
      keywords: 'har http archive script bash python download save',
    },
    { id: 'clear-history', title: 'Clear history…', keywords: 'delete remove' },
    { id: 'close-request', title: 'Close the selected request', keys: 'Escape' },
  ],
  Session: [
    { id: 'connect', title: 'Connect', keywords: 'login' },
    { id: 'reconnect', title: 'Reconnect', keywords: 'login retry' },
    { id: 'disconnect', title: 'Disconnect…', keywords: 'logout sign out' },
    { id: 'take-over', title: 'Take over the brokerage session…' },
    {
      id: 'kill-switch',
      title: 'Kill switch: disarm and cancel all orders',
      // Three keys with two hands: no other shortcut and no text editing is near it.
      keys: '$mod+Shift+F12',
      keywords: 'panic emergency stop flatten cancel everything',
      anywhere: true,
    },
    { id: 'arm', title: 'Arm: allow write and trading requests', keys: 'Shift+A', keywords: 'safety' },
    { id: 'disarm', title: 'Disarm: reads only', keys: 'Shift+A', keywords: 'safety' },
    {
      id: 'guard-rails',
      title: 'Guard rails of the profile',
      keys: 'g l',
      keywords: 'order limits safety maximum risk',
    },
  ],
  Profiles: [
    { id: 'switch-profile', title: 'Switch profile…', keys: '$mod+p', keywords: 'account environment' },
    { id: 'add-profile', title: 'Add profile…', keywords: 'gateway oauth keys new' },
    { id: 'set-up-keys', title: 'Set up OAuth keys…', keywords: 'wizard import resume pem oauth1.json consumer token' },
    { id: 'unlock-vault', title: 'Unlock vault…', keywords: 'passphrase keys' },
    { id: 'change-passphrase', title: 'Change vault passphrase…', keywords: 'keys' },
    { id: 'lock-vault', title: 'Lock vault', keywords: 'passphrase keys' },
    { id: 'compare-certificates', title: 'Compare certificates…', keywords: 'fingerprint trust' },
  ],
  Appearance: [
    {
      id: 'toggle-navigation',
      title: 'Collapse or expand the navigation',
      keys: '$mod+b',
      keywords: 'sidebar icons',
    },
    { id: 'theme-system', title: 'Theme: follow the system', keywords: 'dark light mode' },
    { id: 'theme-light', title: 'Theme: light', keywords: 'mode' },
    { id: 'theme-dark', title: 'Theme: dark', keywords: 'mode night' },
  ],
  Help: [
    { id: 'palette', title: 'Open the command palette', keys: '$mod+k' },
    { id: 'help', title: 'Show keyboard shortcuts', keys: '?', keywords: 'keys help sheet' },
    { id: 'guide', title: 'Open the guide', keys: 'F1', keywords: 'help manual documentation docs how to' },
    { id: 'about', title: 'About IBKR Console', keywords: 'version licence release' },
    { id: 'diagnostics', title: 'Export diagnostics…', keywords: 'log versions crash report support problem bug' },
  ],
} as const satisfies Readonly<Record<string, readonly Command[]>>

export type CommandGroup = keyof typeof COMMANDS_BY_GROUP
export type CommandId = (typeof COMMANDS_BY_GROUP)[CommandGroup][number]['id']

export const COMMAND_GROUPS = Object.keys(COMMANDS_BY_GROUP) as readonly CommandGroup[]

export const COMMAND_LIST: readonly (CommandDescription & { readonly id: CommandId })[] = COMMAND_GROUPS.flatMap(
  (group) => COMMANDS_BY_GROUP[group].map((command) => ({ ...command, group })),
)
