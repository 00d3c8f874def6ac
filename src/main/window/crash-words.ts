import type { RenderProcessGoneDetails } from 'electron'

/** What happened to the page, after "The window". */
export function crashWords(reason: RenderProcessGoneDetails['reason']): string {
  switch (reason) {
    case 'oom':
    case 'memory-eviction':
      return 'ran out of memory'
    case 'killed':
      return 'was ended from outside'
    case 'launch-failed':
      return 'could not be started'
    case 'integrity-failure':
      return 'failed the integrity check of its code'
    case 'clean-exit':
    case 'abnormal-exit':
      return 'ended by itself'
    case 'crashed':
      return 'crashed'
  }
}
