export interface CodePiece {
  text: string;
  /** A line may break inside of it only where nothing else fits. */
  isWhole: boolean;
}

/**
 * Code of a sentence in pieces: browsers break lines behind any hyphen, and an option or a name on two lines is none any
 * more. Words that a narrow line could not hold may break.
 */
export const codePieces = (code: string): CodePiece[] =>
  code
    .split(/((?<!\S)(?=\S{1,30}(?!\S))[^\s-]*-\S*)/)
    .map((text, index) => ({ text, isWhole: index % 2 === 1 }))
    .filter(({ text }) => text !== "");
