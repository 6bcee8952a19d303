import type { PyNode } from "../../python/ast";
import type { PythonFile } from "../../python/python-file";
import type { Imports } from "../../python/qualified-names";
import { type Literal, literalOf } from "./literal";

/**
 * A call as Bandit's tests see it. Everything is worked out when it is first asked for.
 * Source of the behaviour: Bandit 1.9.4 core/context.py.
 */
export class CallContext {
  private literalKeywords: Map<string | undefined, Literal> | undefined;

  /**
   * @param qualifiedName resolved through the imports above, for instance `subprocess.call`; empty or beginning with a dot
   * when it has no static name.
   * @param name the last part of it.
   */
  constructor(
    readonly node: PyNode,
    readonly file: PythonFile,
    readonly imports: Imports,
    readonly qualifiedName: string,
    readonly name: string,
  ) {}

  get argumentCount(): number {
    return this.node.args.length;
  }

  /** `call_args`: an attribute `a.b` counts as the text `b`. */
  get args(): Literal[] {
    return (this.node.args as PyNode[]).map((node) => valueIn(node, this.file));
  }

  /** `get_call_arg_at_position`; null when there are fewer, or for a value that Bandit does not look into. */
  argumentAt(position: number): Literal {
    const node: PyNode | undefined = this.node.args[position];
    return node ? valueIn(node, this.file) : null;
  }

  /** `call_keywords`: what stands behind `**` has the key undefined. */
  get keywords(): ReadonlyMap<string | undefined, Literal> {
    if (this.literalKeywords) return this.literalKeywords;
    const keywords = new Map<string | undefined, Literal>();
    for (const keyword of this.node.keywords as PyNode[]) keywords.set(keyword.arg ?? undefined, valueIn(keyword.value, this.file));
    this.literalKeywords = keywords;
    return keywords;
  }

  /** `get_call_arg_value`; undefined when the call has no such keyword. */
  keyword(name: string): Literal | undefined {
    return this.keywords.get(name);
  }

  /** The node given for a keyword, whatever it is. */
  keywordNode(name: string): PyNode | undefined {
    for (const keyword of this.node.keywords as PyNode[]) if (keyword.arg === name) return keyword.value;
    return undefined;
  }

  /**
   * `check_call_arg_value`: whether the keyword has one of these values (texts, names, "True", "None" …); null when the call
   * has no such keyword or Bandit does not look into its value.
   */
  isKeyword(name: string, ...values: readonly string[]): boolean | null {
    if ((this.node.keywords as PyNode[]).length === 0) return null;
    const value = this.keywords.get(name);
    if (value === undefined || value === null) return null;
    return typeof value === "string" && values.includes(value);
  }

  /** `get_lineno_for_call_arg`; undefined when the call has no such keyword. */
  lineOfKeyword(name: string): number | undefined {
    return this.keywordNode(name)?.lineno;
  }
}

function valueIn(node: PyNode, file: PythonFile): Literal {
  return node.nodeType === "Attribute" ? node.attr : literalOf(node, file);
}
