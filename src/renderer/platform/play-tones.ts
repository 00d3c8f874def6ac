/** One tone: pitch in Hz, start and length in ms. */
export interface Tone {
  readonly pitch: number
  readonly at: number
  readonly ms: number
}

/** Volume of the tones, low enough not to disturb a phone call. */
const LOUDNESS = 0.12
const ATTACK_MS = 8

let context: AudioContext | undefined

/** Plays tones. Does nothing if the browser does not allow sound. */
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
