import type { Detector } from "../../detector";
import { findKeywordValues, nextKeyword } from "../../keyword-matcher";

export const detect: readonly Detector[] = [
  {
    code: "KeywordDetector",
    typeName: "Secret Keyword",
    isPattern: false,
    message: "A value is given to a name that sounds like a password or a key. Is it a real one?",
    hint: nextKeyword,
    find: (line, syntax) => findKeywordValues(line, syntax).map(({ start, end }) => ({ value: line.slice(start, end), start, end })),
  },
];
