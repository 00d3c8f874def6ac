import { frameTopic } from './frame.ts'

/** What IBKR has said since the socket opened. Frames sent before the greeting is whole are lost. */
export interface Greeting {
  /** `{"topic":"system","success":"<user>"}` */
  readonly system: boolean
  /** Any `sts`: it may come whole or key by key. */
  readonly status: boolean
  /** `{"message":"waiting for session"}`: the cookie was missing or not taken. */
  readonly wantsSession: boolean
}

/** Nothing was said yet. */
export const silence: Greeting = { system: false, status: false, wantsSession: false }

/** Takes one frame into account. Pure; the same object when it is not part of a greeting. */
export function hear(greeting: Greeting, value: unknown): Greeting {
  if (typeof value !== 'object' || value === null) return greeting
  const topic = frameTopic(value)
  if (topic === 'system' && 'success' in value && !greeting.system) return { ...greeting, system: true }
  if (topic === 'sts' && !greeting.status) return { ...greeting, status: true }
  if ('message' in value && value.message === 'waiting for session') return { ...greeting, wantsSession: true }
  return greeting
}

/** Whether subscriptions may be sent. */
export function isGreeted(greeting: Greeting): boolean {
  return greeting.system && greeting.status
}
