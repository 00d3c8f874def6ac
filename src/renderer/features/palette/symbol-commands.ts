import type { FoundContract } from '../../../shared/contract/order-views.ts'
import { parseContractText } from '../../../shared/domain/parse-contract-text.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import type { Command } from '../../commands/command.ts'
import { hostLink } from '../../platform/host-link.ts'
import { useNavigationStore } from '../../stores/navigation-store.ts'
import { openOverlay, useOverlayStore } from '../../stores/overlay-store.ts'
import { profileIdInUse } from '../../stores/session-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { findOperation } from '../catalogue/index.ts'
import { exactMatches } from '../contracts/index.ts'
import { activeTab, openOperation } from '../explorer/index.ts'
import { openTicketFor } from '../orders/index.ts'

/** Matches a symbol in upper case, such as "AAPL", "ES", "BRK B" or "EUR.USD". */
const SYMBOL = /^[A-Z][A-Z0-9]{0,7}(?:[. ][A-Z]{1,3})?$/
/** Matches a symbol in any case, such as "aapl" or "brk b". Shorter, because it may be a word. */
const SYMBOL_IN_ANY_CASE = /^[a-z][a-z0-9]{0,4}(?:[. ][a-z])?$/i
/** Words before a symbol, with the command that they mean. */
const VERBS = [
  [/^(?:new\s+)?order\s+(?:for\s+)?/i, 'symbol-order'],
  [/^(?:price\s+)?(?:history|chart)\s+(?:for\s+|of\s+)?/i, 'symbol-history'],
  [/^(?:quote|price)\s+(?:for\s+|of\s+)?/i, 'symbol-quote'],
  [/^(?:contract\s+)?details\s+(?:for\s+|of\s+)?/i, 'symbol-details'],
] as const

/** Maximum number of contracts in a message. */
const NAMED = 5

/**
 * Reports whether a query is a contract in any case, such as `es z6` or `aapl 20jan27 250 c`. A future needs a digit,
 * because words may look like a symbol and a month.
 */
function isContract(query: string): boolean {
  const { kind } = parseContractText(query, Date.now())
  return (
    kind === 'option' ||
    kind === 'pair' ||
    kind === 'conid' ||
    kind === 'isin' ||
    (kind === 'future' && / .*\d/.test(query))
  )
}

/** Returns the commands for a symbol or another contract in the palette. */
export function symbolCommands(query: string): readonly Command[] {
  const typed = query.trim()
  for (const [verb, id] of VERBS) {
    if (verb.test(typed)) return commandsFor(typed.replace(verb, '')).filter((command) => command.id === id)
  }
  return commandsFor(typed)
}

function commandsFor(typed: string): readonly Command[] {
  if (!SYMBOL.test(typed) && !SYMBOL_IN_ANY_CASE.test(typed) && !isContract(typed)) return []
  const symbol = typed.toUpperCase()
  const read = (id: string, title: string, path: string, values: (conid: string) => Values): Command => ({
    id: `symbol-${id}`,
    title: `${title} ${symbol}`,
    group: 'Explorer',
    run: () => void openForSymbol(symbol, path, values),
  })
  return [
    {
      id: 'symbol-quote',
      title: `Quote for ${symbol}`,
      group: 'Orders',
      run: () => openOverlay({ kind: 'quote', text: symbol }),
    },
    { id: 'symbol-order', title: `New order for ${symbol}`, group: 'Orders', run: () => openTicketFor(symbol) },
    read('history', 'Price history for', '/iserver/marketdata/history', (conid) => ({ conid })),
    read('details', 'Contract details for', '/iserver/contract/{conid}/info', (conid) => ({ conid })),
  ]
}

/** Explains why no contract is opened, and names contracts to enter instead. */
function noExactMatch(symbol: string, matches: readonly FoundContract[]): string {
  const names = matches.slice(0, NAMED).map((match) => {
    // The text itself has just failed.
    if (match.symbol === symbol) return `#${match.conid}`
    return [match.symbol, match.tradingClass].filter(Boolean).join(' ')
  })
  const found = matches.length > NAMED ? `${names.join(', ')} and ${matches.length - NAMED} more` : names.join(', ')
  return `No exact match for “${symbol}”. Enter one of these, or a conid: ${found}.`
}

type Values = Readonly<Record<string, string>>

/** Looks up a symbol and opens an operation for its contract. */
async function openForSymbol(symbol: string, path: string, values: (conid: string) => Values): Promise<void> {
  const before = whatItReplaces()
  try {
    const matches = await hostLink().call('contracts.search', { symbol })
    const [found] = exactMatches(matches, symbol)
    const operation = findOperation('GET', path)
    if (!operation || !whatItReplaces().every((each, index) => each === before[index])) return
    // Another contract, such as EUR.USD for USD.EUR, must be chosen from a list.
    if (found) openOperation(operation, values(`${found.conid}`))
    else showToast('bad', noExactMatch(symbol, matches))
  } catch (error) {
    showToast('bad', `Cannot look up “${symbol}”. ${errorText(error)}`)
  }
}

/** Returns the state that the result of the lookup would replace. */
const whatItReplaces = (): readonly unknown[] => [
  useNavigationStore.getState().view,
  useOverlayStore.getState().overlay,
  activeTab().draft,
  profileIdInUse(),
]
