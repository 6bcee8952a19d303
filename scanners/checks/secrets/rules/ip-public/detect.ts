import { byPattern, type Detector } from "../../detector";
import { WORD } from "../../python-text";

const NUMBER = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])";
/** Networks that never leave a house (RFC 1918), and the machine itself. */
const PRIVATE = "192\\.168\\.|127\\.|10\\.|172\\.(?:1[6-9]|2[0-9]|3[01])";

export const detect: readonly Detector[] = [
  byPattern(
    {
      code: "IPPublicDetector",
      typeName: "Public IP (ipv4)",
      message: "The address of a machine on the internet stands here.",
      hasNoLetters: true,
      hint: "\\d\\.\\d{1,3}\\.\\d{1,3}\\.\\d",
    },
    new RegExp(`(?<![${WORD}.])((?!${PRIVATE})(?:${NUMBER}\\.){3}${NUMBER}(?::\\p{Nd}{1,5})?)(?![${WORD}.])`, "giu"),
  ),
];
