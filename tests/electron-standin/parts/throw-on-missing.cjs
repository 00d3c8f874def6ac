/**
 * Wraps an object so that a missing part of Electron's API throws an error with its name, instead of being undefined.
 */
exports.throwOnMissing = (name, object) =>
  new Proxy(object, {
    get(target, key, receiver) {
      // `await`, console output and JSON.stringify read these keys from every object.
      if (key in target || typeof key === 'symbol' || key === 'then' || key === 'toJSON')
        return Reflect.get(target, key, receiver)
      throw new Error(`stand-in: ${name}.${key} is not implemented`)
    },
  })
