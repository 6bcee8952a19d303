import { FRAMING } from "./framing";
import { HEADERS } from "./headers";
import { NAMES } from "./names";
import type { OddZip } from "./odd-zip";

/** By what is odd about them. */
export const ODD_ZIPS: Readonly<Record<string, OddZip>> = { ...FRAMING, ...HEADERS, ...NAMES };
