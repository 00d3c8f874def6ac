import type { ContractMatch } from '../../../shared/contract/views.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import type { Command } from '../../commands/command.ts'
import { hostLink } from '../../platform/host-link.ts'
import { showToast } from '../../stores/toast-store.ts'
import { findOperation } from '../catalogue/index.ts'
import { openOperation } from '../explorer/index.ts'
import { openTicketFor } from '../orders/index.ts'

/** "AAPL", "ES", "BRK B", "EUR.USD". Lower case is a word, not a symbol. */
const SYMBOL = /^[A-Z][A-Z0-9]{0,7}(?:[. ][A-Z]{1,3})?$/

/** Last, bid and ask, in IBKR's numbers. */
const QUOTE_FIELDS = '31,84,86'

/** What can be done with a symbol that is typed into the palette. */
export function symbolCommands(query: string): readonly Command[] {
  const symbol = query.trim()
  if (!SYMBOL.test(symbol)) return []
  const command = (id: string, title: string, use: (contract: ContractMatch) => void): Command => ({
    id: `symbol-${id}`,
    title: `${title} ${symbol}`,
    group: id === 'order' ? 'Orders' : 'Explorer',
    run: () => void lookUp(symbol).then((contract) => contract && use(contract)),
  })
  return [
    command('quote', 'Quote of', ({ conid }) =>
      openCatalogued('/iserver/marketdata/snapshot', { conids: `${conid}`, fields: QUOTE_FIELDS }),
    ),
    command('order', 'New order for', openTicketFor),
    command('history', 'Price history of', ({ conid }) =>
      openCatalogued('/iserver/marketdata/history', { conid: `${conid}` }),
    ),
    command('details', 'Contract details of', ({ conid }) =>
      openCatalogued('/iserver/contract/{conid}/info', { conid: `${conid}` }),
    ),
  ]
}

function openCatalogued(path: string, values: Readonly<Record<string, string>>): void {
  const operation = findOperation('GET', path)
  if (operation) openOperation(operation, values)
}

async function lookUp(symbol: string): Promise<ContractMatch | undefined> {
  try {
    const matches = await hostLink().call('contracts.search', { symbol })
    const found = matches.find((match) => match.symbol === symbol) ?? matches[0]
    if (!found) showToast('bad', `No contract for “${symbol}”. Check the symbol.`)
    return found
  } catch (error) {
    showToast('bad', `Cannot look up “${symbol}”. ${errorText(error)}`)
    return undefined
  }
}
