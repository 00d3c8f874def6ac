/** Limits for the messages of one window, as a rate per second and a burst above that rate. */
interface MessageRateLimits {
  readonly messagesPerSecond: number
  readonly messageBurst: number
  readonly charactersPerSecond: number
  readonly characterBurst: number
}

/** Ten times the load of a window that receives 60 batches per second of every stream and reads the largest body. */
const MESSAGE_RATE_LIMITS: MessageRateLimits = {
  messagesPerSecond: 2_000,
  messageBurst: 5_000,
  charactersPerSecond: 8 * 1024 * 1024,
  characterBurst: 32 * 1024 * 1024,
}

/**
 * Limits a window's messages with two token buckets. The returned function reports whether a message of this length is
 * within the limits.
 */
export function createMessageRateLimit(
  now: () => number,
  limits = MESSAGE_RATE_LIMITS,
): (characters: number) => boolean {
  let messages = limits.messageBurst
  let characters = limits.characterBurst
  let last = now()
  return (length) => {
    const seconds = Math.max(0, now() - last) / 1_000
    last = now()
    messages = Math.min(limits.messageBurst, messages + seconds * limits.messagesPerSecond)
    characters = Math.min(limits.characterBurst, characters + seconds * limits.charactersPerSecond)
    if (messages < 1 || characters < length) return false
    messages -= 1
    characters -= length
    return true
  }
}
