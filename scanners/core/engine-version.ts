/**
 * Part of every result's digest. Raise it whenever the same bytes may give other findings than before;
 * results of different engine versions are never compared by digest.
 */
export const ENGINE_VERSION = "0.4.0";
