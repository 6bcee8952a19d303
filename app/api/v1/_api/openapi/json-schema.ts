import { z } from "zod";
import { apiSchemas } from "../schemas/fields";
import type { JsonSchema } from "./types";

const REF = "#/components/schemas/";

/** All named schemas, as `components.schemas` has them. */
export function componentSchemas(): Record<string, JsonSchema> {
  const { schemas } = z.toJSONSchema(apiSchemas, { uri: (id) => `${REF}${id}` });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, published(schema as JsonSchema)]));
}

/** A named schema becomes a reference; any other stands where it is used. */
export function schemaOf(schema: z.ZodType): JsonSchema {
  const name = apiSchemas.get(schema)?.id;
  return name ? { $ref: `${REF}${name}` } : published(z.toJSONSchema(schema) as JsonSchema);
}

/** What a parameter or a form may hold, as it is sent: for a number that comes as text, the number. What has a default may be left out. */
export function inputSchemaOf(schema: z.ZodType): JsonSchema {
  const parsed = published(z.toJSONSchema(schema, { io: "output", unrepresentable: "any" }) as JsonSchema);
  const sent = published(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema);
  if (!parsed.type && !parsed.anyOf && !parsed.enum && parsed.const === undefined) return { ...parsed, ...sent };
  return sent.required ? { ...parsed, required: sent.required } : parsed;
}

/**
 * Objects are left open: a member that comes later breaks no client that was generated before. Bounds of JavaScript's
 * own numbers, and the pattern behind a format, say nothing to anybody.
 */
function published({ $schema: _schema, $id: _id, ...schema }: JsonSchema): JsonSchema {
  const result: JsonSchema = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === "additionalProperties" && value === false) continue;
    if (keyword === "propertyNames") continue;
    if (keyword === "pattern" && schema.format !== undefined) continue;
    if ((keyword === "minimum" || keyword === "maximum") && Math.abs(value as number) === Number.MAX_SAFE_INTEGER) continue;
    result[keyword] = publishedValue(keyword, value);
  }
  return result;
}

function publishedValue(keyword: string, value: unknown): unknown {
  if (keyword === "properties")
    return Object.fromEntries(Object.entries(value as Record<string, JsonSchema>).map(([name, one]) => [name, published(one)]));
  if (keyword === "anyOf" || keyword === "oneOf" || keyword === "allOf") return (value as JsonSchema[]).map(published);
  const isSchema = keyword === "items" || keyword === "additionalProperties";
  return isSchema && typeof value === "object" && value !== null ? published(value as JsonSchema) : value;
}
