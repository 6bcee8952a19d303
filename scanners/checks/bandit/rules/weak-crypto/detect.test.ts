import { describe, expect, it } from "vitest";
import { banditIssues } from "@/tests/builders/bandit-issues";

// Everything below was run through Bandit 1.9.4, too, which gives the same.
describe("hashes and keys", () => {
  it.each<readonly [code: string, expected: readonly string[]]>([
    [
      'import hashlib\nhashlib.md5(x)\nhashlib.sha1(x, usedforsecurity=False)\nhashlib.sha1(x, usedforsecurity=y)\nhashlib.md4(x, usedforsecurity=True)\nhashlib.sha256(x)\nhashlib.new("MD5")\nhashlib.new(name="sha1")\nhashlib.new(sha)\nhashlib.new("sha" + "1")\nhashlib.new("sha256", name="md5")',
      ["2 B324 high/high", "5 B324 high/high", "7 B324 high/high", "8 B324 high/high", "9 B324 high/high"],
    ],
    ["from hashlib import md5 as h, new\nh(x)\nnew(a.md5)\nmd5(x)", ["2 B324 high/high", "3 B324 high/high"]],
    [
      'import crypt\ncrypt.crypt(x, crypt.METHOD_MD5)\ncrypt.crypt(x, salt="METHOD_CRYPT")\ncrypt.crypt(x)\ncrypt.mksalt(crypt.METHOD_BLOWFISH)\ncrypt.mksalt(method=METHOD_SHA512)\ncrypt.methods(METHOD_MD5)',
      ["2 B324 medium/high", "3 B324 medium/high", "5 B324 medium/high"],
    ],
    [
      'from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa\nrsa.generate_private_key(65537, 1023)\nrsa.generate_private_key(65537, key_size=1024)\nrsa.generate_private_key(65537, 2048)\nrsa.generate_private_key(65537, 1024.5)\nrsa.generate_private_key(65537, "512")\nrsa.generate_private_key(512)\nrsa.generate_private_key(65537, key_size=0)\nrsa.generate_private_key(65537, 512, key_size=x)\ndsa.generate_private_key(0x200)\nec.generate_private_key(ec.SECP192R1)\nec.generate_private_key(curve="SECT163K1")\nec.generate_private_key(ec.SECP192R1())\nec.generate_private_key(ec.SECP256R1)',
      ["2 B505 high/high", "3 B505 medium/high", "5 B505 medium/high", "10 B505 high/high", "11 B505 medium/high", "12 B505 medium/high"],
    ],
    [
      "from Crypto.PublicKey import RSA\nfrom Cryptodome.PublicKey import DSA\nRSA.generate(512)\nDSA.generate(bits=1_536)\nRSA.generate(x)\nRSA.generate(-1)\nRSA.generate([1])\nDSA.generate(bits=0, x=1)\nRSA.generate(10**400)",
      ["3 B505 high/high", "4 B505 medium/high"],
    ],
  ])("%s", (code, expected) => {
    expect(banditIssues(code, ["B324", "B505"])).toEqual(expected);
  });
});
