import type { BanditTests } from "../../issue";
import { HASH_NAMES, weakHash } from "./hashes";
import { shortKey } from "./key-sizes";

export const detect: BanditTests = {
  Call: [
    { code: "B324", names: HASH_NAMES, test: weakHash },
    { code: "B505", names: ["generate_private_key", "generate"], test: shortKey },
  ],
};
