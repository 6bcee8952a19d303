/** The command line was called in a way that makes no sense, or with a file that is not what it should be. */
export class UsageError extends Error {}
