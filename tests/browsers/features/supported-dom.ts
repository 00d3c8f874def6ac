import { browsersWithout, type Feature, partOf } from './browser-support.ts'

const INTERFACE = /^interface (\w+)(?:<[^>]*>)?(?: extends (.+?))? \{$/
const VARIABLE = /^declare var (\w+): \{$/
const MEMBER = /^ {4}(?:readonly |get |set )?"?(\w+)"?\??[:(<]/
const STRING_LISTENER = /^ {4}(?:add|remove)EventListener\(type: string,/
const GLOBAL = /^declare (?:function|var) (\w+)[(<:]/

/**
 * Removes from TypeScript's declarations of the DOM what an oldest supported browser lacks. Code that uses it no longer
 * compiles.
 */
export function removeUnsupported(declarations: string, api: Readonly<Record<string, Feature>>): string {
  const lines = declarations.split('\n')
  const users = usersOfMixins(lines)
  const isMissing = (feature: Feature | undefined): boolean => browsersWithout(feature).length > 0
  const isMemberMissing = (owner: string, name: string): boolean =>
    [owner, ...(users.get(owner) ?? [])].some((each) => isMissing(partOf(api[each], name)))
  /** The data lists an event under the interface that receives it, or under one that this interface extends. */
  const isEventMissing = (owner: string, event: string): boolean => {
    const receivers = [owner, ...(users.get(owner) ?? [])]
    const parents = [...users].flatMap(([parent, children]) =>
      children.some((child) => receivers.includes(child)) ? [parent] : [],
    )
    return [...receivers, ...parents].some((each) => isMissing(partOf(api[each], `${event}_event`)))
  }
  const isGlobalMissing = (name: string): boolean => isMissing(api[name]) || isMissing(partOf(api['Window'], name))

  let owner: string | undefined
  let isStatic = false
  /** Whether the lines up to the next closing brace belong to a removed variable. */
  let isRemoved = false
  return lines
    .filter((line) => {
      const [, ofInterface] = INTERFACE.exec(line) ?? []
      const [, ofVariable] = VARIABLE.exec(line) ?? []
      if (ofInterface !== undefined || ofVariable !== undefined) {
        owner = ofInterface ?? ofVariable
        isStatic = ofVariable !== undefined
        isRemoved = ofVariable !== undefined && isGlobalMissing(ofVariable)
        return !isRemoved
      }
      if (/^\}/.test(line)) {
        const wasRemoved = isRemoved
        isRemoved = false
        owner = undefined
        return !wasRemoved
      }
      if (isRemoved) return false
      const [, global] = GLOBAL.exec(line) ?? []
      if (global !== undefined) return !isGlobalMissing(global)
      const [, member] = MEMBER.exec(line) ?? []
      if (owner === undefined || member === undefined) return true
      // A listener for any name would also accept a removed event.
      if (STRING_LISTENER.test(line)) return owner === 'EventTarget'
      if (owner.endsWith('EventMap')) return !isEventMissing(owner.replace(/EventMap$/, ''), member)
      if (member.startsWith('on') && isEventMissing(owner, member.slice(2))) return false
      return !isMemberMissing(owner, isStatic ? `${member}_static` : member)
    })
    .join('\n')
}

/** Returns the interfaces that include each mixin. The data lists the members of a mixin under these interfaces. */
function usersOfMixins(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>()
  for (const line of lines) {
    const [, name, parents = ''] = INTERFACE.exec(line) ?? []
    if (name === undefined) continue
    for (const parent of parents.split(', ')) users.set(parent, [...(users.get(parent) ?? []), name])
  }
  return users
}
