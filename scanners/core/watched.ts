/**
 * A list that says which item a loop has come to, so that whoever waits knows which file takes so long; a loop that ended says
 * null. Only going through it is watched.
 */
export function watched<T extends { readonly path: string }>(items: readonly T[], onItem?: (path: string | null) => void): readonly T[] {
  if (!onItem) return items;
  const list = [...items];
  Object.defineProperty(list, Symbol.iterator, { value: () => watchedIterator(items, onItem), enumerable: false });
  return list;
}

export function* watchedIterator<T extends { readonly path: string }>(
  items: Iterable<T>,
  onItem?: (path: string | null) => void,
): Generator<T, void, undefined> {
  for (const item of items) {
    onItem?.(item.path);
    yield item;
  }
  onItem?.(null);
}
