import type { PyNode } from "./ast";

/**
 * What the import statements seen so far brought in, and what names stand for through them. Like Bandit, it knows no
 * scopes: an import anywhere above counts, and a local variable of the same name does not hide it.
 * Source of the behaviour: Bandit 1.9.4 core/node_visitor.py and core/utils.py.
 */
export class Imports {
  private readonly aliases = new Map<string, string>();
  private readonly modules = new Set<string>();
  /** Parts that were asked for, kept up to date so that imports and questions in turn cost no square. */
  private readonly likes = new Map<string, boolean>();

  /** Records an `import` or `from … import` statement. */
  add(statement: PyNode): void {
    const module = statement.nodeType === "ImportFrom" ? (statement.module as string | undefined) : undefined;
    for (const alias of statement.names as PyNode[]) {
      const name = module ? `${module}.${alias.name}` : alias.name;
      if (module) this.aliases.set(alias.asname ?? alias.name, name);
      else if (alias.asname) this.aliases.set(alias.asname, name);
      this.modules.add(name);
      for (const [part, isFound] of this.likes) if (!isFound && name.includes(part)) this.likes.set(part, true);
    }
  }

  /** Whether exactly this was imported: `a.b` by `import a.b` or by `from a import b`. */
  has(name: string): boolean {
    return this.modules.has(name);
  }

  /** Whether the text occurs anywhere in the name of something imported. */
  hasLike(part: string): boolean {
    const known = this.likes.get(part);
    if (known !== undefined) return known;
    const found = [...this.modules].some((module) => module.includes(part));
    this.likes.set(part, found);
    return found;
  }

  /** What a single name stands for, or undefined when no import brought it in. */
  aliasOf(name: string): string | undefined {
    return this.aliases.get(name);
  }

  /** `os.system` for a call of `system` after `from os import system`; empty for what has no static name. */
  callName(call: PyNode): string {
    const target = call.func as PyNode;
    if (target.nodeType === "Name") return this.aliases.get(target.id) ?? target.id;
    return target.nodeType === "Attribute" ? this.qualified(target) : "";
  }

  /** Bandit's `get_qual_attr`: `a.b` through an alias of `a`; only the attribute (`.b`) behind anything else; else empty. */
  attributeName(node: PyNode): string {
    if (node.nodeType !== "Attribute") return "";
    const base = node.value as PyNode;
    return `${base.nodeType === "Name" ? (this.aliases.get(base.id) ?? base.id) : ""}.${node.attr}`;
  }

  private qualified(node: PyNode): string {
    const attributes: string[] = [];
    let base = node;
    while (base.nodeType === "Attribute") {
      attributes.push(base.attr);
      base = base.value;
    }
    let name = base.nodeType === "Name" ? (this.aliases.get(base.id) ?? base.id) : "";
    for (const attribute of attributes.reverse()) {
      name = `${name}.${attribute}`;
      name = this.aliases.get(name) ?? name;
    }
    return name;
  }
}
