type Words = readonly string[];

/** One sentence per code about one place, in an author's words. `words` are what the report names. */
const SENTENCES: Readonly<Record<string, (words: Words) => string>> = {
  F401: ([name]) => `The import of “${name}” is never used.`,
  F402: ([name, line]) => `The loop variable takes the name “${name}”, which line ${line} imports.`,
  F403: ([module]) => `Everything is imported from “${module}”, so nobody can tell which names this file has.`,
  F404: () => "An import from __future__ stands behind other code, where Python does not accept it.",
  F405: ([name, modules]) => `The name “${name}” is defined nowhere here; it can only come out of ${modules}.`,
  F406: ([module]) => `Everything is imported from “${module}” inside a function or class, which Python does not accept.`,
  F407: ([name]) => `Python has no future feature called “${name}”.`,
  F501: () => "The text in front of % ends in the middle of a placeholder.",
  F502: () => "The text in front of % asks for values by name and gets a row of values.",
  F503: () => "The text in front of % asks for several values in a row and gets a dictionary.",
  F504: ([names]) => `The dictionary behind % holds values that the text does not ask for: ${names}.`,
  F505: ([names]) => `The dictionary behind % lacks values that the text asks for: ${names}.`,
  F506: () => "The text in front of % asks for some values by name and for others by position.",
  F507: ([wanted, given]) => `The text in front of % has room for ${wanted} and is given ${given}.`,
  F508: () => "A width given as * needs values by position, and this text names them.",
  F509: ([character]) => `There is no placeholder that ends in “${character}”.`,
  F521: () => "The text of this format call is not a valid format, so the call fails.",
  F522: ([names]) => `The format call is given values that its text does not use: ${names}.`,
  F523: ([positions]) => `The text of this format call does not use the values at position ${positions}.`,
  F524: ([names]) => `The text of this format call asks for values that are not given: ${names}.`,
  F525: () => "The text of this format call numbers some placeholders and leaves others without a number.",
  F541: () => "This f-string has no placeholder in it.",
  F601: () => "The dictionary gives this key several values; only the last one stays.",
  F602: ([name]) => `The dictionary uses the variable “${name}” as a key several times, with different values.`,
  F621: () => "More names stand before the star than Python can unpack.",
  F622: () => "Two targets of one assignment have a star; Python accepts one.",
  F631: () => "The assertion tests a tuple, which is always true, so it never fails.",
  F632: () => "A literal is compared with “is”, which asks for the same object and not for the same value.",
  F633: () => "This is how Python 2 printed to a file; in Python 3 the statement fails.",
  F634: () => "The condition is a tuple, which is always true.",
  F701: () => "This break stands outside of any loop.",
  F702: () => "This continue stands outside of any loop.",
  F704: () => "A yield or await stands outside of any function.",
  F706: () => "This return stands outside of any function.",
  F707: () => "An except without a kind of error stands before others, which it would make unreachable.",
  F722: ([text]) => `The type in quotes is not valid Python: “${text}”.`,
  F811: ([name, line]) => `The name “${name}” is bound again although nothing used what line ${line} bound to it.`,
  F821: ([name]) => `The name “${name}” is used here and defined nowhere.`,
  F822: ([name]) => `The list __all__ names “${name}”, which this file does not define.`,
  F823: ([name]) => `The variable “${name}” is read here before the function gives it a value.`,
  F824: ([name]) => `The name “${name}” is declared global or nonlocal here and never assigned.`,
  F831: ([name]) => `Two parameters of this function are called “${name}”.`,
  F841: ([name]) => `The variable “${name}” gets a value that nothing reads.`,
  F842: ([name]) => `The variable “${name}” gets a type and nothing else.`,
  F901: () => "NotImplemented is raised, which is a value and no error; the error is called NotImplementedError.",
};

/** What is named, for reports that print facts beside the message. */
const FACTS: Readonly<Record<string, string>> = {
  F401: "name",
  F402: "name",
  F403: "module",
  F405: "name",
  F406: "module",
  F602: "name",
  F811: "name",
  F821: "name",
  F822: "name",
  F823: "name",
  F824: "name",
  F831: "name",
  F841: "name",
  F842: "name",
};

const MAX_WORD = 100;

/** @param words from the file itself: shortened here, masked by whoever stores the message. */
export function messageOf(code: string, words: Words): { message: string; data?: Record<string, string> } {
  const short = words.map((word) => (word.length > MAX_WORD ? `${word.slice(0, MAX_WORD)}…` : word));
  const message = (SENTENCES[code] as (words: Words) => string)(short);
  const fact = FACTS[code];
  return fact && short[0] !== undefined ? { message, data: { [fact]: short[0] } } : { message };
}
