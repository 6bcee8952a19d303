const TAB_STOP = 8;

export interface IndentWidth {
  /** With tabs up to the next multiple of eight. */
  column: number;
  /** With a tab as one. Both orders must agree, else CPython calls the indentation inconsistent. */
  narrow: number;
  /** Offset of the first character behind it. */
  end: number;
}

/** @param from the width so far, for a line that a backslash joins to this one */
export function measureIndent(text: string, start: number, from?: IndentWidth): IndentWidth {
  let column = from?.column ?? 0;
  let narrow = from?.narrow ?? 0;
  let end = start;
  for (;;) {
    const code = text.charCodeAt(end);
    if (code === 32) {
      column++;
      narrow++;
    } else if (code === 9) {
      column = (Math.floor(column / TAB_STOP) + 1) * TAB_STOP;
      narrow++;
    } else if (code === 12) column = narrow = 0;
    else return { column, narrow, end };
    end++;
  }
}
