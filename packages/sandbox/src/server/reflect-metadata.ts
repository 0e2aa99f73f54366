// @peculiar/x509 wires itself with tsyringe, which wants these four functions of the Reflect metadata
// proposal and nothing else of a polyfill package.

type Store = Map<unknown, unknown>;
const stores = new WeakMap<object, Store>();

function defineMetadata(key: unknown, value: unknown, target: object): void {
  const store = stores.get(target) ?? new Map();
  stores.set(target, store.set(key, value));
}

function getOwnMetadata(key: unknown, target: object): unknown {
  return stores.get(target)?.get(key);
}

function getMetadata(key: unknown, target: object): unknown {
  for (let at: object | null = target; at; at = Object.getPrototypeOf(at)) {
    if (stores.get(at)?.has(key)) return getOwnMetadata(key, at);
  }
  return undefined;
}

function metadata(key: unknown, value: unknown) {
  return (target: object): void => defineMetadata(key, value, target);
}

/** Adds the metadata functions to `Reflect` unless a polyfill already did. */
export function provideReflectMetadata(): void {
  if ("getMetadata" in Reflect) return;
  Object.assign(Reflect, { defineMetadata, getOwnMetadata, getMetadata, metadata });
}
