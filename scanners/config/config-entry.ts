/** Something in an author's config file that hides findings. */
export interface ConfigEntry {
  /** As written, shortened to 200 characters. */
  text: string;
  /** 1-based line of its key. */
  line: number;
}

/** Something in an author's config file that is not followed. */
export interface ConfigProblem {
  path: string;
  /** 1-based; 0 when it concerns the whole file. */
  line: number;
  /** One sentence in an author's words. */
  message: string;
}
