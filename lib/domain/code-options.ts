export interface CodePiece {
  text: string;
  /** A line may break inside of it only where nothing else fits. */
  isOption: boolean;
}

/** Code of a sentence in pieces: browsers break lines behind any hyphen, and `--chmod` on two lines is no option any more. */
export const codePieces = (code: string): CodePiece[] =>
  code
    .split(/((?<=^|\s)-\S{1,30}(?=\s|$))/)
    .map((text, index) => ({ text, isOption: index % 2 === 1 }))
    .filter(({ text }) => text !== "");
