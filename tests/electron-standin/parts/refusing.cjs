/** Wraps an object so that a part of Electron's API that is not here throws and names itself, rather than being undefined. */
exports.refusing = (name, object) =>
  new Proxy(object, {
    get(target, key, receiver) {
      // Awaiting, printing and serialising look for these everywhere.
      if (key in target || typeof key === 'symbol' || key === 'then' || key === 'toJSON')
        return Reflect.get(target, key, receiver)
      throw new Error(`stand-in: ${name}.${key} is not implemented`)
    },
  })
