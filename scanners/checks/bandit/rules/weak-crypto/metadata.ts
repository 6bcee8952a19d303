import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B324",
    checkId: "bandit",
    code: "B324",
    title: "MD5, SHA-1 or another weak hash is used",
    why: "Two different files with the same MD5 or SHA-1 can be made on purpose, so these hashes prove nothing about a download, and a password hashed with them is found in seconds.\n\nMost plugins only name cache files or notice a changed layer with them. That is harmless, but on computers with strict security rules (FIPS) the call fails unless it says so.",
    howToFix:
      "Use hashlib.sha256() where somebody could gain by a forged value. For cache keys and the like write hashlib.md5(data, usedforsecurity=False), which needs Python 3.9. For passwords use QGIS's authentication database instead of a hash of your own.",
    intended: nosec("B324", "hashlib.md5(data)"),
    defaultSeverity: "warning",
    badExample: {
      path: "plugin.py",
      code: "import hashlib\n\n\ndef check(data, expected):\n    return hashlib.md5(data).hexdigest() == expected\n",
    },
    goodExample: {
      path: "plugin.py",
      code: "import hashlib\n\n\ndef check(data, expected):\n    return hashlib.sha256(data).hexdigest() == expected\n",
    },
    references: [
      banditReference("plugins", "b324_hashlib", "B324: hashlib"),
      { title: "Python: hashlib", url: "https://docs.python.org/3/library/hashlib.html" },
    ],
    cwe: 327,
  },
  {
    id: "bandit/B505",
    checkId: "bandit",
    code: "B505",
    title: "A key is made that is too short to protect anything",
    why: "RSA and DSA keys below 2,048 bits and elliptic curves below 224 bits can be broken by those who care to, the shortest ones on a rented computer. What the plugin signs or encrypts with such a key, a licence or a login for instance, is not protected.\n\nKeys that can be broken with little effort (RSA and DSA below 1,024 bits, curves below 160) are critical, the others a warning.",
    howToFix:
      "Make RSA keys with 3,072 bits or more, or use Ed25519, which has no size to choose. Do not make keys in a plugin if the server can give you a token: keep that in QGIS's authentication database.",
    intended: nosec("B505", "rsa.generate_private_key(public_exponent=65537, key_size=1024)"),
    defaultSeverity: "critical",
    severityCases: [{ severity: "warning", toolSeverity: ["medium", "low"] }],
    badExample: {
      path: "plugin.py",
      code: "from cryptography.hazmat.primitives.asymmetric import rsa\n\n\ndef make_key():\n    return rsa.generate_private_key(public_exponent=65537, key_size=512)\n",
    },
    goodExample: {
      path: "plugin.py",
      code: "from cryptography.hazmat.primitives.asymmetric import rsa\n\n\ndef make_key():\n    return rsa.generate_private_key(public_exponent=65537, key_size=3072)\n",
    },
    references: [
      banditReference("plugins", "b505_weak_cryptographic_key", "B505: weak_cryptographic_key"),
      { title: "cryptography: RSA keys", url: "https://cryptography.io/en/latest/hazmat/primitives/asymmetric/rsa/" },
    ],
    cwe: 326,
  },
];
