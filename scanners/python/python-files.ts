/** Replaced at once by the real cache; see the next commit. */
export interface PythonFiles {
  readonly paths: readonly string[];
}
