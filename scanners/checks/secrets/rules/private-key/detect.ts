import { byPattern, type Detector } from "../../detector";

const KINDS = /BEGIN (?:DSA |EC |OPENSSH |RSA |SSH2 ENCRYPTED )?PRIVATE KEY|BEGIN PGP PRIVATE KEY BLOCK|PuTTY-User-Key-File-2/g;

export const detect: readonly Detector[] = [
  byPattern(
    {
      code: "PrivateKeyDetector",
      typeName: "Private Key",
      message: "A private key begins here.",
      hint: "PRIVATE KEY|PuTTY-User-Key-File-2",
    },
    KINDS,
  ),
];
