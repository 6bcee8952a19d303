import { type Badge, badgeWords, type Verdict } from "./domain/verdict-words";
import { escapeXml } from "./feed-xml";

/** White text on each has a contrast of at least 4.5:1. */
const COLOURS: Record<Badge, string> = { green: "#1a7f37", "green-with-advice": "#1a7f37", red: "#c62828", grey: "#57606a" };
const SUBJECT_COLOUR = "#24292f";
const SUBJECT = "security scan";

/** Drawn in a 14 x 14 field: the state is told by its sign and its words, not by colour alone. */
const SIGNS: Record<Badge, string> = {
  green: '<path d="M2.5 7.5l3 3 6-7" fill="none" stroke="#fff" stroke-width="2"/>',
  "green-with-advice": '<path d="M2.5 7.5l3 3 6-7" fill="none" stroke="#fff" stroke-width="2"/>',
  red: '<path d="M3 3l8 8M11 3l-8 8" fill="none" stroke="#fff" stroke-width="2"/>',
  grey: '<path d="M3 7h8" fill="none" stroke="#fff" stroke-width="2"/>',
};

const HEIGHT = 20;
/** Left of the badge, with a gap behind it. */
const ADVICE_WIDTH = 24;
const ADVICE_MARK =
  '<circle cx="10" cy="10" r="9" fill="#0b57d0"/><circle cx="10" cy="5.6" r="1.4" fill="#fff"/><path d="M10 8.6v6.4" stroke="#fff" stroke-width="2.2"/>';

/** Width of 11 px sans-serif text as most fonts have it; `textLength` makes the drawing fit exactly. */
const textWidth = (text: string): number =>
  Math.round([...text].reduce((sum, character) => sum + (/[iljt.,' ]/.test(character) ? 3.6 : /[mwMWA-Z]/.test(character) ? 8.4 : 6.3), 0));

function label(x: number, text: string): string {
  return `<text x="${x}" y="14" textLength="${textWidth(text)}" lengthAdjust="spacingAndGlyphs">${escapeXml(text)}</text>`;
}

export interface BadgeInput {
  /** The effective verdict of the newest public version; null before its first scan has ended. */
  verdict: Verdict | null;
  /** Findings that an approver accepted with a reason. */
  keptWithReason: number;
}

/** The badge as a picture of its own; equal input, equal bytes. */
export function renderBadge({ verdict, keptWithReason }: BadgeInput): string {
  const { badge, label: words, meaning } = badgeWords(verdict);
  const state = keptWithReason > 0 ? `${words}, ${keptWithReason} kept with reason` : words;
  return drawBadge(badge, state, meaning);
}

/** For an address under which nothing public exists. */
export const renderUnknownBadge = (): string => drawBadge("grey", "No such plugin", "There is no published plugin of this name.");

function drawBadge(badge: Badge, state: string, meaning: string): string {
  const left = badge === "green-with-advice" ? ADVICE_WIDTH : 0;
  const subjectWidth = textWidth(SUBJECT) + 14;
  const stateWidth = textWidth(state) + 34;
  const width = left + subjectWidth + stateWidth;
  const title = `${SUBJECT}: ${state}. ${meaning}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${escapeXml(title)}">`,
    `<title>${escapeXml(title)}</title>`,
    left ? ADVICE_MARK : "",
    `<clipPath id="r"><rect x="${left}" width="${width - left}" height="${HEIGHT}" rx="3"/></clipPath>`,
    `<g clip-path="url(#r)"><rect x="${left}" width="${subjectWidth}" height="${HEIGHT}" fill="${SUBJECT_COLOUR}"/><rect x="${left + subjectWidth}" width="${stateWidth}" height="${HEIGHT}" fill="${COLOURS[badge]}"/></g>`,
    `<g transform="translate(${left + subjectWidth + 7} 3)">${SIGNS[badge]}</g>`,
    `<g fill="#fff" font-family="Verdana, 'DejaVu Sans', Geneva, sans-serif" font-size="11">${label(left + 7, SUBJECT)}${label(left + subjectWidth + 26, state)}</g>`,
    "</svg>\n",
  ].join("");
}
