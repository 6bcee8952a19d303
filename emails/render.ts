import { render } from "@react-email/render";
import type { ReactElement } from "react";

export interface RenderedEmail {
  html: string;
  text: string;
}

const asWritten = (selector: string) => ({ selector, options: { uppercase: false } });

/** Headings keep their letters; addresses stand in angle brackets, so that no sign behind one becomes part of it. */
const TEXT_OPTIONS = {
  wordwrap: false as const,
  selectors: [
    asWritten("h1"),
    asWritten("h2"),
    { selector: "a", options: { linkBrackets: ["<", ">"] as [string, string], hideLinkHrefIfSameAsText: true } },
  ],
};

/** Both forms of a mail, from the one template. */
export async function renderEmail(mail: ReactElement): Promise<RenderedEmail> {
  const [html, text] = await Promise.all([render(mail), render(mail, { plainText: true, htmlToTextOptions: TEXT_OPTIONS })]);
  return { html, text };
}
