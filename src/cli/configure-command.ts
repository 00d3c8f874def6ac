import { configureCommand } from '../client/configure/configure-command.ts'
import type { Terminal } from './run.ts'

export function configure(args: readonly string[], { cwd, stdin, stdout, stderr }: Terminal): Promise<number> {
  return configureCommand([...args], { cwd, stdin, stdout, stderr })
}
