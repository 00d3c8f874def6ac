/** One tone: Hz, and when it begins and how long it sounds, in ms. */
export interface Tone {
  readonly pitch: number
  readonly at: number
  readonly ms: number
}

/** Soft enough beside a telephone call. */
const LOUDNESS = 0.12
const ATTACK_MS = 8

let context: AudioContext | undefined

/** Whether a sound would be heard: browsers keep a page silent until something in it was clicked or typed. */
export const canPlay = (): boolean => navigator.userActivation?.hasBeenActive ?? true

/** Plays them on the sound card; made here, so that there is no file to fetch. Silent where the browser does not allow it. */
export function playTones(tones: readonly Tone[]): void {
  if (!('AudioContext' in window)) return
  context ??= new AudioContext()
  const audio = context
  audio.resume().then(
    () => {
      for (const tone of tones) playTone(audio, tone)
    },
    () => undefined,
  )
}

function playTone(audio: AudioContext, { pitch, at, ms }: Tone): void {
  const [begin, end] = [audio.currentTime + at / 1_000, audio.currentTime + (at + ms) / 1_000]
  const source = audio.createOscillator()
  const volume = audio.createGain()
  source.frequency.value = pitch
  volume.gain.setValueAtTime(0, begin)
  volume.gain.linearRampToValueAtTime(LOUDNESS, begin + ATTACK_MS / 1_000)
  volume.gain.exponentialRampToValueAtTime(0.0001, end)
  source.connect(volume).connect(audio.destination)
  source.start(begin)
  source.stop(end)
}
