import { busyDay } from './busy-day.ts'
import type { Scenario } from './scenario.ts'
import { storm } from './storm.ts'

const quiet: Scenario = {
  name: 'quiet',
  summary: 'prices stand still: nothing happens but what the client does',
  parameters: [],
  options: { marketMoves: false },
  play: () => {},
}

const nightReset: Scenario = {
  name: 'night-reset',
  summary: 'the nightly reset comes after so many seconds and lasts so many minutes',
  parameters: [
    { name: 'seconds', least: 0, most: 86_400, usual: 60 },
    { name: 'minutes', least: 0, most: 1440, usual: 5 },
  ],
  play: ({ controls, timers }, [seconds = 60, minutes = 5]) => {
    timers.after(seconds * 1000, () => controls.nightReset({ minutes }))
  },
}

const competingLogin: Scenario = {
  name: 'competing-login',
  summary:
    'another login takes the session after so many seconds, and comes back so many times after it was thrown out',
  parameters: [
    { name: 'seconds', least: 0, most: 86_400, usual: 30 },
    { name: 'returns', least: 0, most: 1_000_000, usual: 1 },
  ],
  play: ({ controls, timers, atEnd }, [seconds = 30, returns = 1]) => {
    timers.after(seconds * 1000, () => atEnd(controls.competingLogin({ returns })))
  },
}

const flakyNetwork: Scenario = {
  name: 'flaky-network',
  summary: 'answers and frames are late, connections break, some answers are lost; the more, the higher the number',
  parameters: [{ name: 'hardness', least: 1, most: 10, usual: 3 }],
  play: ({ controls, atEnd }, [hardness = 3]) => {
    const share = hardness / 100
    for (const fault of [
      `latency=${40 * hardness}±${40 * hardness}@/*`,
      `reset@/*,probability=${share / 2}`,
      `reset@/*,probability=${share / 2},processed=no`,
      `503@/iserver/*,probability=${share}`,
      `cut=40@/*,probability=${share / 4}`,
      `latency=${20 * hardness}±${20 * hardness}@ws`,
      `reset@ws,probability=${share / 20}`,
      `half-open@ws,probability=${share / 100}`,
    ]) {
      const handle = controls.faults.add(fault)
      atEnd(() => handle.remove())
    }
  },
}

/** Every scenario that exists. */
export const allScenarios: readonly Scenario[] = [quiet, busyDay, storm, nightReset, flakyNetwork, competingLogin]
