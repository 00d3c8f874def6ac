import { noop, Observable, type Observer, type Subscriber, type Subscription } from 'rxjs'
import type { UntypedJson } from '../rest/request-input.ts'

type Next<T> = (value: T) => void

/**
 * An Observable that passes an error to `onUnhandled` if the subscriber has no handler for it. RxJS would throw the
 * error from a timer, which ends the process.
 */
export class NonThrowingObservable<T> extends Observable<T> {
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
    // Operators pass a Subscriber, which has all three methods. It must not be copied: the copy could not be
    // unsubscribed.
    if (typeof observer.error === 'function') return super.subscribe(observer)
    return super.subscribe({
      next: (value) => observer.next?.(value),
      complete: () => observer.complete?.(),
      error: (unhandled: unknown) => this.onUnhandled(unhandled),
    })
  }
}
