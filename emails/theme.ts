/**
 * The look of all mails. Mail programs know no style sheets of ours: everything is inline, and what differs in the dark
 * is overridden by one short style block in the layout, by class name.
 */
export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
export const MONO = 'ui-monospace, "SFMono-Regular", Consolas, "Liberation Mono", monospace';

/** Text on ground reaches a contrast of at least 4.5 in both schemes. */
export const LIGHT = {
  ground: "#eef2ef",
  card: "#ffffff",
  ink: "#17231c",
  muted: "#51605a",
  line: "#d5ddd8",
  sunken: "#f3f6f4",
  brand: "#0f6b3f",
  link: "#0b5c8a",
} as const;

export const DARK = {
  ground: "#101713",
  card: "#18211c",
  ink: "#e8efea",
  muted: "#a9b8af",
  line: "#34423a",
  sunken: "#202b25",
  link: "#7cc4f2",
} as const;

export type MailTone = "good" | "bad" | "warn" | "info" | "neutral";

export const TONE: Record<MailTone, { ground: string; ink: string; line: string; darkGround: string; darkInk: string }> = {
  good: { ground: "#e2f4e8", ink: "#0b5330", line: "#9fd3b4", darkGround: "#143524", darkInk: "#a5e3bf" },
  bad: { ground: "#fde8e6", ink: "#8c1d18", line: "#f0b1ac", darkGround: "#451b19", darkInk: "#ffc2bc" },
  warn: { ground: "#fdf1d7", ink: "#6b4700", line: "#e6cb8c", darkGround: "#3d2f10", darkInk: "#f6d88f" },
  info: { ground: "#e4effb", ink: "#134a7c", line: "#aecdec", darkGround: "#17304a", darkInk: "#b4d7f7" },
  neutral: { ground: "#eceff0", ink: "#3a454b", line: "#cdd4d7", darkGround: "#2a3236", darkInk: "#cfd8dc" },
};

/** The style block of the layout. `!important` because everything else is inline. */
export function darkStyles(): string {
  const tones = Object.entries(TONE)
    .map(
      ([name, tone]) =>
        `.tone-${name}{background-color:${tone.darkGround}!important;color:${tone.darkInk}!important;border-color:${tone.darkGround}!important}`,
    )
    .join("");
  const plain =
    `.ground,.ground>table>tbody>tr>td{background-color:${DARK.ground}!important}.card{background-color:${DARK.card}!important;border-color:${DARK.line}!important}` +
    `.ink{color:${DARK.ink}!important}.muted{color:${DARK.muted}!important}.line{border-color:${DARK.line}!important}` +
    `.sunken{background-color:${DARK.sunken}!important;border-color:${DARK.line}!important;color:${DARK.ink}!important}.link{color:${DARK.link}!important}`;
  return `:root{color-scheme:light dark;supported-color-schemes:light dark}@media (prefers-color-scheme:dark){${plain}${tones}}@media (max-width:480px){.pad{padding:20px 16px!important}}`;
}
