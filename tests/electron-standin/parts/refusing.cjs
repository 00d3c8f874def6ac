/**
 * Wraps an object so that a part of Electron's API that the stand-in lacks throws and names itself, instead of being
 * undefined.
 */
exports.refusing = (name, object) =>
  new Proxy(object, {
    get(target, key, receiver) {
      // Await, print and JSON.stringify read these keys from every object.
      if (key in target || typeof key === 'symbol' || key === 'then' || key === 'toJSON')
        return Reflect.get(target, key, receiver)
      throw new Error(`stand-in: ${name}.${key} is not implemented`)
    },
  })
