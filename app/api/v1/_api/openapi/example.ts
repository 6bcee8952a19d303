import type { JsonSchema } from "./types";

/** A value that fits the schema, from the examples of its parts. */
export function exampleOf(schema: JsonSchema, components: Record<string, JsonSchema>): unknown {
  if (schema.$ref) return exampleOf(components[schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1)] ?? {}, components);
  if (schema.examples && schema.examples.length > 0) return schema.examples[0];
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (choice) return exampleOf(choice, components);
  if (schema.type === "array") return schema.items ? [exampleOf(schema.items, components)] : [];
  if (schema.type === "object") return exampleObject(schema, components);
  if (schema.type === "boolean") return true;
  return schema.type === "string" ? "…" : 1;
}

function exampleObject({ properties = {}, required = [] }: JsonSchema, components: Record<string, JsonSchema>): Record<string, unknown> {
  const shown = Object.entries(properties).filter(([name, one]) => required.includes(name) || one.examples);
  return Object.fromEntries(shown.map(([name, one]) => [name, exampleOf(one, components)]));
}
