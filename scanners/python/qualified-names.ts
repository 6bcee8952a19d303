import type { PyNode } from "./ast";

/**
 * What names stand for through the imports seen so far. Like Bandit, it knows no scopes: an import anywhere above
 * counts, and a local variable of the same name does not hide it.
 */
export class ImportAliases {
  private readonly aliases = new Map<string, string>();

  /** Records an `import` or `from … import` statement. */
  add(statement: PyNode): void {
    const module = statement.nodeType === "ImportFrom" ? (statement.module as string | undefined) : undefined;
    for (const alias of statement.names as PyNode[]) {
      if (module) this.aliases.set(alias.asname ?? alias.name, `${module}.${alias.name}`);
      else if (alias.asname) this.aliases.set(alias.asname, alias.name);
    }
  }

  /** `os.system` for a call of `system` after `from os import system`; empty for what has no static name. */
  callName(call: PyNode): string {
    const target = call.func as PyNode;
    if (target.nodeType === "Name") return this.aliases.get(target.id) ?? target.id;
    return target.nodeType === "Attribute" ? this.qualified(target) : "";
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
