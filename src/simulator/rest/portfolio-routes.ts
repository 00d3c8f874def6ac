import type { Ledger } from '../account/ledger.ts'
import { valueAccount } from '../account/valuation.ts'
import { type Answer, json } from '../http/answer.ts'
import type { Call, Route } from '../http/call.ts'
import { instrumentByConid } from '../market/instruments.ts'
import { invalidAccount } from '../orders/desk.ts'
import type { World } from '../world.ts'
import { accountMeta, ledgerView, positionView, summaryView } from './portfolio-views.ts'

const pageSize = 100

/** The portfolio family: needs no brokerage session, but the list of accounts first. */
export function portfolioRoutes(world: World): readonly Route[] {
  const { accounts, session, market } = world

  function listAccounts() {
    session.warmUps().portfolioRead = true
    return json(accounts.ids.map((id) => accountMeta(id, world.now())))
  }

  /** Before the list was read these calls answer with nothing. */
  function forLedger(call: Call, unread: unknown, then: (ledger: Ledger) => Answer): Answer {
    if (!session.warmUps().portfolioRead) return json(unread)
    const accountId = call.parameters['accountId'] ?? ''
    const ledger = accounts.find(accountId)
    return ledger === undefined ? invalidAccount(accountId) : then(ledger)
  }

  function positions(call: Call): Answer {
    return forLedger(call, [], (ledger) => {
      const warmUps = session.warmUps()
      const page = Number(call.parameters['page']) || 0
      const values = valueAccount(ledger, market).positions.slice(page * pageSize, (page + 1) * pageSize)
      const sparse = !warmUps.positionsRead
      warmUps.positionsRead = true
      return json(values.map((value) => positionView(ledger.accountId, value, sparse)))
    })
  }

  function position(call: Call): Answer {
    return forLedger(call, [], (ledger) => {
      const instrument = instrumentByConid(Number(call.parameters['conid']))
      const found = valueAccount(ledger, market).positions.filter((value) => value.position.instrument === instrument)
      return json(found.map((value) => positionView(ledger.accountId, value, false)))
    })
  }

  return [
    { methods: ['GET'], path: '/portfolio/accounts', needs: 'session', answer: listAccounts },
    { methods: ['GET'], path: '/portfolio/subaccounts', needs: 'session', answer: listAccounts },
    {
      methods: ['GET'],
      path: '/portfolio/{accountId}/meta',
      needs: 'session',
      answer: (call) => forLedger(call, {}, (ledger) => json(accountMeta(ledger.accountId, world.now()))),
    },
    { methods: ['GET'], path: '/portfolio/{accountId}/positions/{page}', needs: 'session', answer: positions },
    { methods: ['GET'], path: '/portfolio/{accountId}/position/{conid}', needs: 'session', answer: position },
    {
      methods: ['GET'],
      path: '/portfolio/{accountId}/summary',
      needs: 'session',
      answer: (call) =>
        forLedger(call, {}, (ledger) => json(summaryView(ledger.accountId, valueAccount(ledger, market), world.now()))),
    },
    {
      methods: ['GET'],
      path: '/portfolio/{accountId}/ledger',
      needs: 'session',
      answer: (call) =>
        forLedger(call, {}, (ledger) => json(ledgerView(ledger.accountId, valueAccount(ledger, market), world.now()))),
    },
  ]
}
