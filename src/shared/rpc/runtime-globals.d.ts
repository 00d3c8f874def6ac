/* Globals that exist both in Node and in the page. This folder can use no other globals of either. */

interface AbortSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}

declare function structuredClone<T>(value: T): T

interface File {
  readonly name: string
}
