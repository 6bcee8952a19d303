import type { PyNode } from "../../python/ast";
import { argumentCommas, isPlainStretch, nameToken, replaceToken } from "../call-tokens";
import { type CertainCall, fixCalls, plainArguments } from "../calls";
import type { Edit, PythonFix } from "../fix";
import { INFO } from "./info";

/** Loaders of PyYAML that build any Python object, or did once. BaseLoader reads texts alone: it builds nothing, and means something else. */
const UNSAFE = new Set(["Loader", "FullLoader", "UnsafeLoader"]);
const UNSAFE_IN_C = new Set(["CLoader", "CFullLoader", "CUnsafeLoader"]);

/**
 * `yaml.load(x)` and `yaml.load(x, Loader=yaml.FullLoader)` become `yaml.safe_load(x)`. The C loaders become
 * `yaml.CSafeLoader`, which is as fast. Left alone: loaders that are imported by name (the import would be left over), loaders
 * of the plugin's own, BaseLoader, and `load` imported by name, which Bandit does not report either.
 */
function fix(call: CertainCall): readonly Edit[] | null {
  const { file, node, name } = call;
  if (name !== "yaml.load" || node.func.nodeType !== "Attribute") return null;
  const given = plainArguments(node);
  if (!given) return null;
  const { args, keywords } = given;
  const isKnown = args.length === 1 ? keywords.length <= 1 : args.length === 2 && keywords.length === 0;
  if (!isKnown || (keywords[0] && keywords[0].arg !== "Loader")) return null;
  const loader = (keywords[0]?.value ?? args[1]) as PyNode | undefined;
  const rename = replaceToken(call.tokens.tokens, call.tokens.name, "safe_load");
  if (!loader) return [rename];
  if (loader.nodeType !== "Attribute" || loader.value.nodeType !== "Name" || loader.value.id !== node.func.value.id) return null;
  const at = nameToken(file, loader, loader.attr);
  if (at === null) return null;
  if (UNSAFE_IN_C.has(loader.attr)) return [replaceToken(file.tokens, at, "CSafeLoader")];
  if (!UNSAFE.has(loader.attr)) return null;
  const left = withoutLoader(call, at);
  return left ? [rename, left] : [replaceToken(file.tokens, at, "SafeLoader")];
}

/** The second argument and the comma before it; null when it is spread over lines or has a comment, which stay as they are. */
function withoutLoader({ tokens: call }: CertainCall, loader: number): Edit | null {
  const [comma, last] = argumentCommas(call);
  if (comma === undefined) return null;
  const end = (last ?? call.close) - 1;
  if (end < loader || !isPlainStretch(call.tokens, comma - 1, end)) return null;
  return { start: call.tokens.ends[comma - 1] as number, end: call.tokens.ends[end] as number, by: "" };
}

export const yamlSafeLoad: PythonFix = {
  ...INFO,
  find: (file) => fixCalls(file, "bandit/B506", fix),
};
