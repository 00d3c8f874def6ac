import type { World } from '../../world.ts'
import { numberClaim, textClaim } from '../claims.ts'
import { createBankFile } from './bank-file.ts'
import type { Instruction } from './instruction.ts'
import { createInstructionStore, type InstructionStore } from './instruction-store.ts'
import { type InstructionName, type InstructionType, instructionTypes } from './instruction-types.ts'
import { createOutcomes, notCancellable, type Outcome, unrelated } from './outcomes.ts'

const instructionLimit = 10_000
const longestWait = 86_400_000

/** Takes instructions and brings them to their end in simulator time. */
export interface InstructionDesk {
  readonly store: InstructionStore
  /** A new number for the instructions of one request. */
  openSet(): number
  /** Takes an instruction whose fields have been checked; answers what became of it so far. */
  take(type: InstructionName, details: Readonly<Record<string, unknown>>, setId: number): Instruction
}

/** Makes the desk; nothing has been asked yet. `knows` tells the accounts of the caller. */
export function createInstructionDesk(world: World, knows: (accountId: string) => boolean): InstructionDesk {
  const store = createInstructionStore(instructionLimit)
  const banks = createBankFile(world.accounts.ids)
  const outcomeOf = createOutcomes(world, store, banks, knows)
  let lastId = 45_000_000
  let lastSet = 1000
  let lastReference = 160_000_000

  function finish(instruction: Instruction, result: Instruction['result']): Instruction {
    const query = instruction.type.startsWith('QUERY_')
    lastReference += query ? 0 : 1
    const done: Instruction = {
      ...instruction,
      status: 'PROCESSED',
      ibReferenceId: query ? 0 : lastReference,
      ...(result !== undefined && { result }),
    }
    banks.apply(done)
    return done
  }

  function cancel(cancellation: Instruction): Outcome {
    const id = numberClaim(cancellation.details, 'instructionId') ?? 0
    const target = store.byId(id)
    if (target === undefined) return unrelated(id)
    const types: Readonly<Record<string, InstructionType>> = instructionTypes
    if (target.status !== 'PENDING' || types[target.type]?.cancellable === false) return notCancellable(id)
    store.update(id, { status: 'REJECTED' })
    return { kind: 'processed' }
  }

  /** Timers run for 24 days at most, and an instruction may wait for years: it is looked at every day. */
  function settleAt(due: number, id: number, result: () => Instruction['result']): void {
    world.timers.after(Math.min(longestWait, Math.max(0, due - world.now())), () => {
      const waiting = store.byId(id)
      if (waiting?.status !== 'PENDING') return
      if (world.now() < due) settleAt(due, id, result)
      else store.update(id, finish(waiting, result()))
    })
  }

  return {
    store,
    openSet: () => {
      lastSet += 1
      return lastSet
    },
    take: (type, details, setId) => {
      lastId += 1
      const asked: Instruction = {
        id: lastId,
        clientInstructionId: numberClaim(details, 'clientInstructionId') ?? 0,
        setId,
        type,
        accountId: textClaim(details, 'accountId') ?? textClaim(details, 'sourceAccountId') ?? '',
        details,
        requestedAt: world.now(),
        status: 'PENDING',
      }
      const outcome = type === 'CANCEL_INSTRUCTION' ? cancel(asked) : outcomeOf(asked)
      const taken = afterOutcome(asked, outcome, finish)
      store.add(taken)
      if (outcome.kind === 'pending') settleAt(world.now() + outcome.milliseconds, taken.id, outcome.result)
      return taken
    },
  }
}

function afterOutcome(
  asked: Instruction,
  outcome: Outcome,
  finish: (instruction: Instruction, result: Instruction['result']) => Instruction,
): Instruction {
  switch (outcome.kind) {
    case 'rejected':
      return { ...asked, status: 'REJECTED', error: outcome.error }
    case 'processed':
      return finish(asked, outcome.result)
    case 'pending':
      return asked
  }
}
