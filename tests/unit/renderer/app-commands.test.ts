import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../../src/renderer/app-commands.ts'
import { COMMAND_GROUPS } from '../../../src/shared/domain/commands.ts'

describe('the table of commands', () => {
  it('names each command once', () => {
    const ids = COMMANDS.map((command) => command.id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('shares a shortcut only between commands that declare when they are available', () => {
    for (const command of COMMANDS) {
      const sharing = COMMANDS.filter((other) => other.keys !== undefined && other.keys === command.keys)
      if (sharing.length > 1) expect(sharing.every((each) => each.available !== undefined)).toBe(true)
    }
  })

  it('has commands in every group', () => {
    expect(COMMAND_GROUPS.filter((group) => !COMMANDS.some((command) => command.group === group))).toEqual([])
  })

  it('has no shortcut that is the beginning of a longer one', () => {
    const keys = COMMANDS.flatMap((command) => command.keys ?? [])
    const hidden = keys.filter((short) => keys.some((long) => long.startsWith(`${short} `)))
    expect(hidden).toEqual([])
  })
})
