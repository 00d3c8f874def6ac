import type { Execution } from './order.ts'

/** Executions in the order in which they happened; the oldest beyond a limit are forgotten. */
export interface ExecutionLog {
  add(execution: Execution): void
  /** Oldest first. */
  all(): readonly Execution[]
  /** Those of that time and later, oldest first. */
  since(at: number): readonly Execution[]
}

/** Makes an empty log of at most `limit` executions. */
export function createExecutionLog(limit: number): ExecutionLog {
  let executions: Execution[] = []
  return {
    add: (execution) => {
      executions.push(execution)
      // Cut rarely: moving a long array for every execution would cost more than all the rest.
      if (executions.length >= 2 * limit) executions = executions.slice(-limit)
    },
    all: () => executions.slice(-limit),
    since: (at) => {
      let start = executions.length
      const oldest = Math.max(0, executions.length - limit)
      while (start > oldest && (executions[start - 1]?.at ?? 0) >= at) start -= 1
      return executions.slice(start)
    },
  }
}
