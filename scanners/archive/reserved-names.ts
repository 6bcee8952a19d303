/**
 * Words that stand where a package name could stand in an address, or would be mistaken for a
 * part of this site. Compared without regard to case.
 */
const RESERVED = [
  ..."my add api tags author latest user users RPC2 plugins plugins.xml plugin version versions update download json badge manage".split(
    " ",
  ),
  ..."upload delete unapprove approve feature fresh popular most_downloaded most_voted best_rated featured server experimental".split(" "),
  ..."deprecated token tokens feedback review admin docs stats login logout auth account security security-scanning rules".split(" "),
  ..."v1 scans health metrics feed search static media outbox new edit settings about support category categories".split(" "),
  ..."dry-run dry-runs dry_run".split(" "),
];

const KEYS = new Set(RESERVED.map((name) => name.toLowerCase()));

export const isReservedPackageName = (name: string): boolean => KEYS.has(name.toLowerCase());
