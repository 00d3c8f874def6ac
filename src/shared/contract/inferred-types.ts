import type { z } from 'zod'
import type { Contract } from './contract.ts'
import type { CallDefinition, StreamDefinition } from './define-calls.ts'

type Definition<N extends keyof Contract> = Contract[N]

export type CallName = {
  [N in keyof Contract]: Definition<N> extends CallDefinition ? N : never
}[keyof Contract]

export type StreamName = Exclude<keyof Contract, CallName>

export type BytesCallName = 'requests.send' | 'responses.body' | 'files.open' | 'history.entry'

export type CallInput<N extends CallName> =
  Definition<N> extends { readonly input: infer I extends z.ZodType } ? z.input<I> : never

/** The input of a call after the host has parsed it. */
export type ParsedInput<N extends CallName> =
  Definition<N> extends { readonly input: infer I extends z.ZodType } ? z.output<I> : never

export type CallOutput<N extends CallName> = Definition<N> extends CallDefinition<infer _I, infer O> ? O : never

export type StreamParams<N extends StreamName> =
  Definition<N> extends { readonly params: infer P extends z.ZodType } ? z.output<P> : never

export type StreamSnapshot<N extends StreamName> =
  Definition<N> extends StreamDefinition<infer _P, infer S, infer _T> ? S : never

export type StreamItem<N extends StreamName> =
  Definition<N> extends StreamDefinition<infer _P, infer _S, infer T> ? T : never
