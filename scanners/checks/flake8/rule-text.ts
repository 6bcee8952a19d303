import type { Reference } from "../../core/types";

/** How an author says that a Flake8 finding is intended. */
export function noqa(code: string, statement: string): string {
  return `Put the rule's name on the line: \`${statement}  # noqa: ${code}\`. The finding stays visible as suppressed and no longer counts.`;
}

/** Flake8's own page about its codes, for the release that we follow. */
export function flake8Reference(code: string): Reference {
  return { title: `Flake8: ${code}`, url: "https://flake8.pycqa.org/en/7.3.0/user/error-codes.html" };
}

/** pycodestyle's own list of codes. */
export function pycodestyleReference(): Reference {
  return { title: "pycodestyle: error codes", url: "https://pycodestyle.pycqa.org/en/latest/intro.html#error-codes" };
}
