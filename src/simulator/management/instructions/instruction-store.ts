import type { InvalidArgument } from '../problem.ts'
import type { Instruction } from './instruction.ts'

/** Every instruction, found by any of its three numbers. */
export interface InstructionStore {
  add(instruction: Instruction): void
  /** Undefined where the instruction is no longer kept. */
  update(id: number, patch: Partial<Instruction>): Instruction | undefined
  byId(id: number): Instruction | undefined
  /** Those of one request, in its order. */
  bySet(setId: number): readonly Instruction[]
  /** Notes that a set held something that is no instruction at all: it has no number of its own. */
  addInvalid(setId: number, faults: readonly InvalidArgument[]): void
  /** What was wrong with each of those of a set. */
  invalidOf(setId: number): readonly (readonly InvalidArgument[])[]
  /** All that carry the caller's number, oldest first. */
  byClientId(clientInstructionId: number): readonly Instruction[]
  /** How many are kept. */
  readonly limit: number
  /** Oldest first. */
  all(): readonly Instruction[]
}

/** Makes an empty store that keeps the newest `limit` instructions, and of as many sets what was wrong in them. */
export function createInstructionStore(limit: number): InstructionStore {
  const instructions = new Map<number, Instruction>()
  const invalid = new Map<number, readonly (readonly InvalidArgument[])[]>()
  const all = () => [...instructions.values()]
  return {
    add: (instruction) => {
      instructions.set(instruction.id, instruction)
      const [oldest] = instructions.keys()
      if (instructions.size > limit && oldest !== undefined) instructions.delete(oldest)
    },
    update: (id, patch) => {
      const before = instructions.get(id)
      if (before === undefined) return undefined
      const instruction = { ...before, ...patch }
      instructions.set(id, instruction)
      return instruction
    },
    byId: (id) => instructions.get(id),
    bySet: (setId) => all().filter((instruction) => instruction.setId === setId),
    addInvalid: (setId, faults) => {
      invalid.set(setId, [...(invalid.get(setId) ?? []), faults])
      const [oldest] = invalid.keys()
      if (invalid.size > limit && oldest !== undefined) invalid.delete(oldest)
    },
    invalidOf: (setId) => invalid.get(setId) ?? [],
    byClientId: (clientInstructionId) =>
      all().filter((instruction) => instruction.clientInstructionId === clientInstructionId),
    limit,
    all,
  }
}
