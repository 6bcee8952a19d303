import type { z } from "zod";
import { absoluteUrl, urls } from "@/lib/urls";
import { type Endpoint, TAGS } from "../endpoint";
import { PROBLEM_WORDS, type ProblemCode, statusOf } from "../problem";
import { problem } from "../schemas/problem";
import { EXAMPLE_SITE } from "../schemas/story";
import { exampleOf } from "./example";
import { inputSchemaOf, schemaOf } from "./json-schema";
import type { JsonSchema, Operation, Parameter, ResponseObject } from "./types";

type Components = Record<string, JsonSchema>;

/** What any address can answer, whoever asks. */
const ALWAYS: readonly ProblemCode[] = ["not-allowed", "not-found", "method-not-allowed", "not-acceptable", "internal"];

export function operationOf(endpoint: Endpoint, components: Components): Operation {
  const parameters = [...parametersOf(endpoint.params, "path"), ...parametersOf(endpoint.query, "query")];
  return {
    operationId: endpoint.id,
    tags: [TAGS[endpoint.tag]],
    summary: endpoint.summary,
    ...(endpoint.description ? { description: endpoint.description } : {}),
    security: endpoint.access === "caller" ? [{ token: [] }, { session: [] }] : [{}, { token: [] }, { session: [] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(endpoint.body ? { requestBody: bodyOf(endpoint.body) } : {}),
    responses: { ...answersOf(endpoint, components), ...problemsOf(problemCodes(endpoint), components) },
  };
}

/** The codes that this address can answer with. */
export function problemCodes({ access, body, problems }: Endpoint): ProblemCode[] {
  const needed: ProblemCode[] = access === "caller" ? ["unauthenticated"] : [];
  return [...new Set([...problems, ...needed, ...(body ? (["unsupported-media-type"] as const) : []), ...ALWAYS])];
}

function parametersOf(schema: z.ZodObject, place: "path" | "query"): Parameter[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const { description, examples, ...rest } = inputSchemaOf(field as z.ZodType);
    const example = examples?.[0];
    return {
      name,
      in: place,
      required: place === "path" || !(field as z.ZodType).safeParse(undefined).success,
      ...(description ? { description } : {}),
      schema: rest,
      ...(example === undefined ? {} : { example }),
    };
  });
}

function bodyOf({ fields, file }: NonNullable<Endpoint["body"]>): NonNullable<Operation["requestBody"]> {
  const schema = inputSchemaOf(fields);
  const properties = { ...schema.properties, [file]: { type: "string", contentMediaType: "application/zip", description: "The ZIP" } };
  return {
    required: true,
    content: { "multipart/form-data": { schema: { ...schema, properties }, encoding: { [file]: { contentType: "application/zip" } } } },
  };
}

function answersOf(endpoint: Endpoint, components: Components): Record<string, ResponseObject> {
  const isRead = endpoint.method === "GET";
  const answers = endpoint.answers.map(({ status, description, schema, mediaType = "application/json", headers = {}, example }) => {
    const own = schemaOf(schema);
    const names = { ...(isRead ? { ETag: "Of exactly this answer: send it in If-None-Match" } : {}), ...headers };
    const answer: ResponseObject = {
      description,
      headers: Object.fromEntries(Object.entries(names).map(([name, words]) => [name, { description: words, schema: { type: "string" } }])),
      content: {
        [mediaType]: {
          schema: own,
          example: example ? { ...(exampleOf(own, components) as object), ...example } : exampleOf(own, components),
        },
      },
    };
    return [String(status), answer] as const;
  });
  return { ...Object.fromEntries(answers), ...(isRead ? { "304": { description: "You have this answer already" } } : {}) };
}

/** One entry per status; codes that share it are named in the words. */
export function problemsOf(codes: readonly ProblemCode[], components: Components): Record<string, ResponseObject> {
  const schema = schemaOf(problem);
  return Object.fromEntries(
    [...Map.groupBy(codes, statusOf)].map(([status, same]) => {
      const code = same[0] as ProblemCode;
      const { title } = PROBLEM_WORDS[code];
      const own = code === "invalid" ? {} : { type: absoluteUrl(EXAMPLE_SITE, urls.apiProblemDocs(code)), title, detail: `${title}.` };
      const example = { ...(exampleOf(schema, components) as object), ...own, status, code };
      return [
        String(status),
        {
          description: same.map((one) => `\`${one}\`: ${PROBLEM_WORDS[one].title.toLowerCase()}`).join("; "),
          content: { "application/problem+json": { schema, example } },
        },
      ];
    }),
  );
}
