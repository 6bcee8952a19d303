import { byPattern, type Detector } from "../../detector";
import { SPACE } from "../../python-text";

/** What separates the parts of an address, and so stands in neither name nor password (RFC 3986, 2.2). */
const PART = `[^:/?#\\[\\]@!$&'()*+,;=${SPACE}]+`;

export const detect: readonly Detector[] = [
  byPattern(
    {
      code: "BasicAuthDetector",
      typeName: "Basic Auth Credentials",
      message: "An address with a user name and a password in it stands here.",
      hint: "://[^/@\\n:]+:[^/@\\n:]+@",
    },
    new RegExp(`://${PART}:(${PART})@`, "g"),
  ),
];
