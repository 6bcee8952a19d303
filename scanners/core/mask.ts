/** What stands in place of anything that may be a secret. Always the same, so that not even its length is told. */
export const MASK = "••••••";
