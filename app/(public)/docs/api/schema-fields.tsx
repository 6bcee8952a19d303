import type { JsonSchema } from "@/app/api/v1/_api/openapi/types";
import { CodeWords } from "@/components/ui/code-words";

export const schemaAnchor = (name: string): string => `schema-${name}`;
const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf("/") + 1);

/** The members of an object, one below the other; what is named elsewhere is a link. */
export function SchemaFields({ schema }: { schema: JsonSchema }) {
  const fields = Object.entries(schema.properties ?? {});
  if (fields.length === 0) return <p className="text-[0.9375rem] text-muted">An object whose members are not fixed.</p>;
  return (
    <dl className="grid gap-2 text-[0.9375rem]">
      {fields.map(([name, field]) => (
        <div key={name}>
          <dt className="flex flex-wrap items-baseline gap-x-2">
            <code className="font-semibold [overflow-wrap:anywhere]">{name}</code>
            <span className="text-sm text-muted">
              <TypeWords schema={field} />
              {schema.required?.includes(name) ? "" : optionalWords(field)}
            </span>
          </dt>
          <dd>
            <Description schema={field} />
            <Inner schema={field} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What was described before it was allowed to be null has its words in that alternative. */
function Description({ schema }: { schema: JsonSchema }) {
  const words = [schema, ...(schema.anyOf ?? [])].find((one) => one.description)?.description;
  return words ? (
    <p>
      <CodeWords text={`${words}.`} />
    </p>
  ) : null;
}

/** An object without a name of its own, or a list of such, is shown where it stands. */
function Inner({ schema }: { schema: JsonSchema }) {
  const inner = [schema, schema.items, ...(schema.anyOf ?? [])].find((one) => one?.properties);
  if (!inner) return null;
  return (
    <div className="mt-1 border-l-2 border-line pl-3">
      <SchemaFields schema={inner} />
    </div>
  );
}

/** What holds when it is left out. */
export const optionalWords = ({ default: usual }: JsonSchema): string =>
  usual === undefined ? ", optional" : `, ${String(usual)} unless given`;

export function TypeWords({ schema }: { schema: JsonSchema }) {
  if (schema.$ref) return <a href={`#${schemaAnchor(nameOf(schema.$ref))}`}>{nameOf(schema.$ref)}</a>;
  if (schema.enum) return <>{schema.enum.map(String).join(" | ")}</>;
  if (schema.const !== undefined) return <>{String(schema.const)}</>;
  if (schema.anyOf)
    return schema.anyOf.map((one, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: alternatives have no other name and never move.
      <span key={at}>
        {at > 0 ? " or " : ""}
        <TypeWords schema={one} />
      </span>
    ));
  if (schema.type === "array")
    return (
      <>
        list of <TypeWords schema={schema.items ?? {}} />
      </>
    );
  const type = Array.isArray(schema.type) ? schema.type.join(" or ") : (schema.type ?? "any");
  return <>{schema.format ? `${type} (${schema.format})` : type}</>;
}
