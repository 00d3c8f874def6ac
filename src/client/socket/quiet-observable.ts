import { noop, Observable, type Observer, type Subscriber, type Subscription } from 'rxjs'
import type { UntypedJson } from '../rest/request-input.ts'

type Next<T> = (value: T) => void

/**
 * An Observable whose error does not end the process if a subscriber has no handler for it: RxJS would throw it from a
 * timer. It is passed to `onUnhandled` instead.
 */
export class QuietObservable<T> extends Observable<T> {
  protected readonly onUnhandled: (error: unknown) => void

  constructor(
    subscribe: (subscriber: Subscriber<T>) => (() => void) | undefined,
    onUnhandled: (error: unknown) => void,
  ) {
    super(subscribe)
    this.onUnhandled = onUnhandled
  }

  override subscribe(observerOrNext?: Partial<Observer<T>> | Next<T> | null): Subscription
  override subscribe(
    next?: Next<T> | null,
    error?: Next<UntypedJson> | null,
    complete?: (() => void) | null,
  ): Subscription
  override subscribe(
    first?: Partial<Observer<T>> | Next<T> | null,
    error?: Next<UntypedJson> | null,
    complete?: (() => void) | null,
  ): Subscription {
    const observer: Partial<Observer<T>> =
      typeof first === 'function' || first === undefined || first === null
        ? { next: first ?? noop, complete: complete ?? noop, ...(error ? { error } : {}) }
        : first
    // Operators pass a Subscriber, which has all three methods. It must not be copied: a copy would lose its
    // unsubscription.
    if (typeof observer.error === 'function') return super.subscribe(observer)
    return super.subscribe({
      next: (value) => observer.next?.(value),
      complete: () => observer.complete?.(),
      error: (unhandled: unknown) => this.onUnhandled(unhandled),
    })
  }
}
