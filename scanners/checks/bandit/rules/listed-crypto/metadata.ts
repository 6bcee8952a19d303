import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B303",
    checkId: "bandit",
    code: "B303",
    title: "A broken hash function is used (MD5, SHA-1 and older)",
    why: "For MD2, MD4, MD5 and SHA-1 two different files with the same hash can be made. As a key of a cache that does no harm; to tell whether a download or a password is the right one it does not protect.",
    howToFix:
      "Use hashlib.sha256(). If the plugin only needs a short name for a cached file, say so in the comment that keeps the finding.",
    intended: nosec("B303", "hashes.SHA1()"),
    defaultSeverity: "info",
    badExample: {
      path: "plugin.py",
      code: "from cryptography.hazmat.primitives import hashes\n\n\ndef digest():\n    return hashes.Hash(hashes.SHA1())\n",
    },
    goodExample: {
      path: "plugin.py",
      code: "from cryptography.hazmat.primitives import hashes\n\n\ndef digest():\n    return hashes.Hash(hashes.SHA256())\n",
    },
    references: [
      banditReference("blacklists", "blacklist_calls", "Bandit: calls to avoid, B303"),
      { title: "Python: hashlib", url: "https://docs.python.org/3/library/hashlib.html" },
    ],
    cwe: 327,
  },
  {
    id: "bandit/B304",
    checkId: "bandit",
    code: "B304",
    title: "A broken or outdated cipher is used",
    why: "ARC2, ARC4, Blowfish, DES, IDEA, CAST5, SEED, TripleDES and XOR can be broken with what is known today, some of them on one laptop. What a plugin encrypts is nearly always a password or a token, so it would stand there as good as in the open.",
    howToFix:
      "Do not encrypt on your own: QGIS's authentication database (QgsApplication.authManager()) keeps passwords and tokens for plugins. Where data must be encrypted, use cryptography's Fernet.",
    intended: nosec("B304", "algorithms.Blowfish(key)"),
    defaultSeverity: "critical",
    badExample: {
      path: "plugin.py",
      code: "from cryptography.hazmat.primitives.ciphers import algorithms\n\n\ndef cipher(key):\n    return algorithms.Blowfish(key)\n",
    },
    goodExample: { path: "plugin.py", code: "from cryptography.fernet import Fernet\n\n\ndef cipher(key):\n    return Fernet(key)\n" },
    references: [
      banditReference("blacklists", "blacklist_calls", "Bandit: calls to avoid, B304"),
      { title: "cryptography: recipes", url: "https://cryptography.io/en/latest/fernet/" },
      {
        title: "QGIS: authentication in plugins",
        url: "https://docs.qgis.org/latest/en/docs/pyqgis_developer_cookbook/authentication.html",
      },
    ],
    cwe: 327,
  },
  {
    id: "bandit/B305",
    checkId: "bandit",
    code: "B305",
    title: "Data is encrypted in ECB mode",
    why: "In ECB mode equal blocks of the text become equal blocks of the result, so the pattern of the data stays visible, and blocks can be exchanged without being noticed.",
    howToFix:
      "Use cryptography's Fernet, which chooses cipher and mode and also notices changes. For passwords and tokens use QGIS's authentication database.",
    intended: nosec("B305", "modes.ECB()"),
    defaultSeverity: "warning",
    badExample: {
      path: "plugin.py",
      code: "from cryptography.hazmat.primitives.ciphers import modes\n\n\ndef mode():\n    return modes.ECB()\n",
    },
    goodExample: { path: "plugin.py", code: "from cryptography.fernet import Fernet\n\n\ndef cipher(key):\n    return Fernet(key)\n" },
    references: [
      banditReference("blacklists", "blacklist_calls", "Bandit: calls to avoid, B305"),
      { title: "cryptography: recipes", url: "https://cryptography.io/en/latest/fernet/" },
    ],
    cwe: 327,
  },
  {
    id: "bandit/B311",
    checkId: "bandit",
    code: "B311",
    title: "Random numbers that can be predicted",
    why: "The random module is made for simulations: whoever sees some of its numbers can work out the next. For sample points, colours and test data, which is what most plugins do with it, that is fine. For a password, a token or a name that nobody may guess it is not.",
    howToFix: "For anything secret use the secrets module, for instance secrets.token_urlsafe(). Otherwise nothing needs fixing.",
    intended: nosec("B311", "random.random()"),
    defaultSeverity: "info",
    badExample: { path: "plugin.py", code: 'import random\n\n\ndef token():\n    return random.choice("abcdef")\n' },
    goodExample: { path: "plugin.py", code: "import secrets\n\n\ndef token():\n    return secrets.token_urlsafe()\n" },
    references: [
      banditReference("blacklists", "blacklist_calls", "Bandit: calls to avoid, B311"),
      { title: "Python: secrets", url: "https://docs.python.org/3/library/secrets.html" },
    ],
    cwe: 330,
  },
  {
    id: "bandit/B413",
    checkId: "bandit",
    code: "B413",
    title: "PyCrypto is imported",
    why: "PyCrypto has had no release since 2013, and known holes in it are open. It does not install on the Python that QGIS brings today; where the import works it is PyCryptodome under the same name, an old copy, or one that somebody put into the plugin.",
    howToFix:
      "Use cryptography, or hashlib and hmac of Python itself for hashes. For passwords and tokens use QGIS's authentication database. If you mean PyCryptodome, import it as Cryptodome.",
    intended: nosec("B413", "from Crypto.Hash import SHA256"),
    defaultSeverity: "warning",
    badExample: { path: "plugin.py", code: "from Crypto.Hash import SHA256\n" },
    goodExample: { path: "plugin.py", code: "from hashlib import sha256\n" },
    references: [
      banditReference("blacklists", "blacklist_imports", "Bandit: imports to watch, B413"),
      { title: "cryptography", url: "https://cryptography.io/en/latest/" },
    ],
    cwe: 327,
  },
];
