import type { Check, CheckContext, RawFinding } from "../../core/check";
import { rulesOfCheck } from "../../ruleset/rules";
import { INFO } from "./info";

/** Unix permission bits and what to say of them. A file can have several. */
const BITS: readonly { code: string; mask: number; says: string }[] = [
  { code: "executable", mask: 0o111, says: "is marked as executable" },
  { code: "setgid", mask: 0o2000, says: "has the setgid bit: started as a program, it runs with its group's rights" },
  { code: "setuid", mask: 0o4000, says: "has the setuid bit: started as a program, it runs with its owner's rights" },
  { code: "world-writable", mask: 0o002, says: "may be changed by every account on the computer" },
];

/** The modes that the ZIP carries, and nothing else. Entries made on systems without Unix modes have none. */
export const check: Check = {
  info: INFO,
  rules: rulesOfCheck("permissions"),
  *run(context: CheckContext): Iterable<RawFinding> {
    for (const { path, mode } of context.files) {
      if (mode === null) continue;
      const shown = mode.toString(8).padStart(4, "0");
      for (const { code, mask, says } of BITS) {
        if ((mode & mask) === 0) continue;
        yield { code, path, line: 0, confidence: "high", message: `The file ${says} (mode ${shown}).`, data: { mode: shown } };
      }
    }
  },
};
