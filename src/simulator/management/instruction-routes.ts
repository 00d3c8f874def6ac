import { type Answer, json } from '../http/answer.ts'
import type { Call } from '../http/call.ts'
import type { Instruction } from './instructions/instruction.ts'
import type { InstructionDesk } from './instructions/instruction-desk.ts'
import { acceptedView, setEntryView } from './instructions/instruction-view.ts'
import { takeMany, takeOne } from './instructions/take-instructions.ts'
import type { ManagementRoute } from './management-route.ts'
import { invalidArgument, invalidArgumentsBody, problem, simpleProblem } from './problem.ts'

/** What became of instructions: reading them by any of their numbers, the history, cancelling. */
export function instructionRoutes(desk: InstructionDesk): readonly ManagementRoute[] {
  const { store } = desk

  function byClientId(id: number): Answer {
    const [first, ...later] = store.byClientId(id)
    // The same number was used again: the first instruction is told, under a status that says so.
    return later.length > 0 ? told(first, 208) : told(first)
  }

  function bySet(id: number): Answer {
    const instructionResults = [
      ...store.bySet(id).map(setEntryView),
      ...store.invalidOf(id).map((faults) => invalidArgumentsBody(faults)),
    ]
    if (instructionResults.length > 0) return json({ status: 200, instructionSetId: id, instructionResults })
    const missing = { type: '/simple', title: 'Not found', status: 404, detail: 'No such instruction set found' }
    return problem(404, { ...missing, instructionSetId: id })
  }

  const read = { methods: ['GET'], scopes: ['instructions.read'], policy: 'https' } as const
  const write = { methods: ['POST'], scopes: ['instructions.write'], policy: 'signed-jwt' } as const
  return [
    {
      ...read,
      path: '/gw/api/v1/instructions/{instructionId}',
      answer: (call) => numbered(call, 'instructionId', (id) => told(store.byId(id))),
    },
    {
      ...read,
      path: '/gw/api/v1/client-instructions/{clientInstructionId}',
      answer: (call) => numbered(call, 'clientInstructionId', byClientId),
    },
    {
      ...read,
      path: '/gw/api/v1/instruction-sets/{instructionSetId}',
      answer: (call) => numbered(call, 'instructionSetId', bySet),
    },
    { ...write, path: '/gw/api/v1/instructions/cancel', answer: takeOne(desk, ['CANCEL_INSTRUCTION']) },
    { ...write, path: '/gw/api/v1/instructions/cancel:bulk', answer: takeMany(desk, ['CANCEL_INSTRUCTION']) },
    {
      ...write,
      path: '/gw/api/v1/instructions/query',
      scopes: ['instructions.read'],
      answer: takeOne(desk, ['QUERY_RECENT_INSTRUCTIONS']),
    },
  ]
}

function told(instruction: Instruction | undefined, status = 200): Answer {
  if (instruction === undefined) return simpleProblem(404, 'No such instruction found')
  return json(acceptedView(instruction, status), status)
}

function numbered(call: Call, name: string, answer: (id: number) => Answer): Answer {
  const id = Number(call.parameters[name])
  return Number.isSafeInteger(id) ? answer(id) : invalidArgument(name)
}
