import type { PyNode } from "../../python/ast";
import { isStringConstant } from "../../python/ast";
import { appendArgument } from "../call-tokens";
import { type CertainCall, fixCalls, plainArguments } from "../calls";
import type { Edit, PythonFix } from "../fix";
import { INFO } from "./info";

/**
 * Python knows the argument since 3.9. QGIS 3.40 needs Qt 5.15 and so runs on no system whose Python is older; before it, QGIS ran on
 * Ubuntu 20.04 with Python 3.8, where the call would fail.
 */
const QGIS_WITH_PYTHON_3_9 = 30_040;

const WEAK = ["md5", "sha1"];

/** `hashlib.md5(x)` becomes `hashlib.md5(x, usedforsecurity=False)`; sha1 and hashlib.new("md5") too. What says anything of security stays. */
function fix({ node, name, tokens }: CertainCall): readonly Edit[] | null {
  const given = plainArguments(node);
  if (!given || given.keywords.some(({ arg }) => arg === "usedforsecurity")) return null;
  const isWeak = WEAK.some((hash) => name === `hashlib.${hash}`) || (name === "hashlib.new" && isWeakName(given.args[0]));
  return isWeak ? [appendArgument(tokens, "usedforsecurity=False")] : null;
}

const isWeakName = (node: PyNode | undefined): boolean => isStringConstant(node) && WEAK.includes((node.value as string).toLowerCase());

export const hashNotForSecurity: PythonFix = {
  ...INFO,
  qgisAtLeast: QGIS_WITH_PYTHON_3_9,
  find: (file) => fixCalls(file, "bandit/B324", fix),
};
