/** The colour of a state: `data-tone` in the page. */
export type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'idle'
