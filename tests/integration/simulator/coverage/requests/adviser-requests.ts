import type { HttpClient } from '../../http-client.ts'
import { accountId, post, read, type ValidRequest, type ValidRequests } from '../valid-request.ts'

const groups = 'iserver/account/allocation/group'
const group = { name: 'Both', accounts: [{ name: accountId }, { name: 'DU1234568' }], default_method: 'E' }
const model = {
  ...{ model: 'Big blue', desc: 'Computers', isStatic: false, reqID: 7 },
  positionTargets: [
    { cid: 8314, trgt: 0.6 },
    { cid: 265598, trgt: 0.3 },
  ],
  cashTargets: [{ ccy: 'USD', trgt: 0.1 }],
}
const about = { model: model.model, reqID: 8 }

/** Requests of allocation groups and model portfolios. */
export const adviserRequests: ValidRequests = {
  'GET /iserver/account/allocation/accounts': read('iserver/account/allocation/accounts'),
  'GET /iserver/account/allocation/group': withGroup((client) => client.get(groups)),
  'POST /iserver/account/allocation/group': post(groups, group),
  'PUT /iserver/account/allocation/group': withGroup((client) =>
    client.put(groups, { ...group, prev_name: group.name, name: 'Two' }),
  ),
  'POST /iserver/account/allocation/group/delete': withGroup(post(`${groups}/delete`, { name: group.name })),
  'POST /iserver/account/allocation/group/single': withGroup(post(`${groups}/single`, { name: group.name })),
  'GET /iserver/account/allocation/presets': read('iserver/account/allocation/presets'),
  'POST /iserver/account/allocation/presets': post('iserver/account/allocation/presets', { strict_credit_check: true }),
  'POST /fa/fa-preset/get': post('fa/fa-preset/get', { reqID: 1 }),
  'POST /fa/fa-preset/save': post('fa/fa-preset/save', { reqID: 1, keepModelOpen: true }),
  'POST /fa/model/save': post('fa/model/save', model),
  'POST /fa/model/list': withModel(post('fa/model/list', { reqID: 1 })),
  'POST /fa/model/summary': withModel(post('fa/model/summary', about)),
  'POST /fa/model/positions': withModel(post('fa/model/positions', about)),
  'POST /fa/model/accounts-details': withModel(post('fa/model/accounts-details', about)),
  'POST /fa/model/invest-divest': withModel(post('fa/model/invest-divest', { ...about, accountList: [] })),
  'POST /fa/model/invest-divest-positions': withModel(post('fa/model/invest-divest-positions', about)),
  'POST /fa/model/submit-transfers': post('fa/model/submit-transfers', { reqID: 1, fpOrderId: 1 }),
}

function withGroup(ask: ValidRequest): ValidRequest {
  return async (client) => {
    await client.post(groups, group)
    return ask(client)
  }
}

function withModel(ask: ValidRequest): ValidRequest {
  return async (client: HttpClient) => {
    await client.post('fa/model/save', model)
    await client.post('fa/model/invest-divest', { ...about, accountList: [{ account: accountId, amount: 1000 }] })
    await client.post('fa/model/submit-transfers', { reqID: 9 })
    return ask(client)
  }
}
