/** What is said at a finding: one sentence, in our words. */
const MESSAGES: Readonly<Record<string, (data: Readonly<Record<string, string>>) => string>> = {
  E101: () => "This line is indented with another mix of tabs and blanks than the file's first indented line.",
  E711: ({ operator }) => `A comparison with None by ${operator}; “${operator === "==" ? "is" : "is not"} None” says what is meant.`,
  E712: ({ operator, singleton }) => `A comparison with ${singleton} by ${operator}; the value itself is condition enough.`,
  E713: () => "“not … in …” is easily read wrongly; write “… not in …”.",
  E714: () => "“not … is …” is easily read wrongly; write “… is not …”.",
  E721: () => "Two types are compared with == or !=, which misses subclasses.",
  E722: () => "This except catches every error, also those that should end the program.",
  E731: ({ name }) => `A lambda is given the name “${name}” at once; a def does the same and shows its name in error messages.`,
  E741: ({ name }) => `The variable “${name}” looks like a digit or another letter in many fonts.`,
  E742: ({ name }) => `The class “${name}” has a name that looks like a digit or another letter in many fonts.`,
  E743: ({ name }) => `The function “${name}” has a name that looks like a digit or another letter in many fonts.`,
  W605: ({ sign }) => `${printable(sign)} means nothing in a text; Python warns of it today and will refuse it later.`,
};

export function messageOf(code: string, data: Readonly<Record<string, string>>): string {
  return MESSAGES[code]?.(data) ?? code;
}

function printable(sign = "\\"): string {
  return /^\\[!-~]$/.test(sign) ? `“${sign}”` : "A backslash before this character";
}
