import { type Algorithm, algorithms } from '../contracts/algorithms.ts'
import type { Contract } from '../contracts/contract.ts'
import { contractByConid } from '../contracts/directory.ts'
import { type Answer, iserverError, json } from '../http/answer.ts'
import type { Call, Route } from '../http/call.ts'
import type { World } from '../world.ts'
import { contractRules } from './contract-rules.ts'
import { contractInfo } from './contract-views.ts'
import { parameterMissing, parameterWrong, withBody } from './required.ts'

const maxAlgorithms = 8

/** Definition, rules and algorithms of one contract. */
export function contractRoutes(world: World): readonly Route[] {
  const { session } = world

  function forConid(call: Call, then: (contract: Contract) => Answer): Answer {
    const contract = contractByConid(Number(call.parameters['conid']))
    return contract === undefined ? parameterWrong('conid', call.parameters['conid']) : then(contract)
  }

  function rules(call: Call): Answer {
    return withBody(call, (body) => {
      if (body['conid'] === undefined) return parameterMissing('conid')
      const contract = contractByConid(Number(body['conid']))
      return contract === undefined
        ? parameterWrong('conid', body['conid'])
        : json(contractRules(world, contract, body['isBuy'] !== false))
    })
  }

  function algos(call: Call): Answer {
    const contract = contractByConid(Number(call.parameters['conid']))
    if (contract === undefined) return iserverError(503, 'Service Unavailable')
    const wanted = (call.query.get('algos') ?? '').split(';').filter((id) => id !== '')
    if (wanted.length > maxAlgorithms) return parameterWrong('algos', `at most ${maxAlgorithms}`)
    // The first call for a conid only asks the backend.
    const first = !session.warmUps().algorithmsRead.has(contract.conid)
    session.warmUps().algorithmsRead.add(contract.conid)
    if (first || contract.secType !== 'STK') return json({ algos: [] })
    const found = algorithms.filter(({ id }) => wanted.length === 0 || wanted.includes(id))
    return json({ algos: found.map((algorithm) => algorithmView(algorithm, call.query)) })
  }

  return [
    {
      methods: ['GET'],
      path: '/iserver/contract/{conid}/info',
      needs: 'brokerage',
      answer: (call) => forConid(call, (contract) => json(contractInfo(contract))),
    },
    {
      methods: ['GET'],
      path: '/iserver/contract/{conid}/info-and-rules',
      needs: 'brokerage',
      answer: (call) =>
        forConid(call, (contract) =>
          json({
            ...contractInfo(contract),
            rules: contractRules(world, contract, call.query.get('isBuy') !== 'false'),
          }),
        ),
    },
    { methods: ['POST'], path: '/iserver/contract/rules', needs: 'brokerage', answer: rules },
    { methods: ['GET'], path: '/iserver/contract/{conid}/algos', needs: 'brokerage', answer: algos },
  ]
}

function algorithmView({ id, name, parameters }: Algorithm, query: URLSearchParams): object {
  if (query.get('addParams') !== '1') return { name, id }
  const described = query.get('addDescription') === '1'
  return {
    ...{ name, id },
    parameters: parameters.map(({ description, ...parameter }) =>
      described && description !== undefined ? { ...parameter, description } : parameter,
    ),
  }
}
