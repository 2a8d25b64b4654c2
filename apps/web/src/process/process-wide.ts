const KEY = Symbol.for("watchword");
const kept = ((globalThis as { [KEY]?: Map<string, object> })[KEY] ??= new Map<string, object>());

/**
 * A place for a value that a process has once, by name. Next loads its own copy of every module, and its dev server
 * loads them again, so the place is on `globalThis`.
 */
export function processWide<Value>(name: string): { value?: Value } {
  let place = kept.get(name);
  if (!place) kept.set(name, (place = {}));
  return place;
}
