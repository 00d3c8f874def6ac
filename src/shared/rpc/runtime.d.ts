/* The few things that Node and the page both have and that the language itself does not name. Nothing else of either
   world is visible in this folder. */

interface AbortSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}

declare function structuredClone<T>(value: T): T

interface File {
  readonly name: string
}
