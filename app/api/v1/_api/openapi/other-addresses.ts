/** Addresses beside /api/v1 that clients have known for years. They are described, not parsed, from here. */
import { plugin, version } from "../schemas/plugin";
import { PACKAGE, PUBLIC, SENT } from "../schemas/story";
import { tokenUploadAccepted, tokenUploadRefused, tokenUploadStopped } from "../schemas/token-upload";
import { exampleOf } from "./example";
import { schemaOf } from "./json-schema";
import type { JsonSchema, MediaType, OpenApiDocument, Operation, Parameter, ResponseObject } from "./types";

const TOKEN_API = "Uploads by existing tools";
const BESIDE = "Other addresses";
export const OTHER_TAGS = [TOKEN_API, BESIDE] as const;

type Components = Record<string, JsonSchema>;

export function otherPaths(components: Components): OpenApiDocument["paths"] {
  const json = (schema: JsonSchema): Record<string, MediaType> => ({
    "application/json": { schema, example: exampleOf(schema, components) },
  });
  return {
    "/plugins/api/{package_name}/version/add/": { post: addVersion(json) },
    "/plugins/api/{package_name}/version/{version}/update/": { post: updateVersion(json) },
    "/plugins/{package_name}/json": {
      get: read("getPluginBesidePage", "The plugin, beside its page", [packageName], json(schemaOf(plugin))),
    },
    "/plugins/{package_name}/version/{version}/json": {
      get: read("getVersionBesidePage", "The version, beside its page", [packageName, publicVersion], json(schemaOf(version))),
    },
    "/plugins/{package_name}/version/{version}/download/": {
      get: read("downloadVersion", "The ZIP of a public version, byte for byte as uploaded", [packageName, publicVersion], {
        "application/zip": { schema: { type: "string", contentMediaType: "application/zip" } },
      }),
    },
    "/plugins/plugins.xml": {
      get: read("getFeed", "The feed that QGIS Desktop reads", feedQuery, { "application/xml": { schema: { type: "string" } } }),
    },
  };
}

const path = (name: string, example: string): Parameter => ({ name, in: "path", required: true, schema: { type: "string" }, example });
const query = (name: string, description: string, example: string): Parameter => ({
  ...{ name, description, example, required: false },
  in: "query",
  schema: { type: "string" },
});
const packageName = path("package_name", PACKAGE);
const publicVersion = path("version", PUBLIC.version);
const sentVersion = path("version", SENT.version);
const feedQuery = [
  query("qgis", "Plugins that run in this QGIS; the patch number is ignored", "3.34"),
  query("stable_only", "Leave out experimental versions", "1"),
  query("package_name", "All versions of one plugin", PACKAGE),
];

const WAS_PUBLIC =
  "For a version that was public once, JSON with its `status` (`withdrawn` by its maintainers, or `quarantined` by staff) and `since` when; a plugin's JSON lists those as `hidden_versions`";

type Json = (schema: JsonSchema) => Record<string, MediaType>;

function read(operationId: string, summary: string, parameters: Parameter[], content: Record<string, MediaType>): Operation {
  const responses: Record<string, ResponseObject> = {
    "200": { description: "What was asked for", content },
    "304": { description: "You have this answer already" },
    "404": { description: `Nothing here, or nothing that you may see. ${WAS_PUBLIC}` },
  };
  if (operationId === "getFeed") delete responses["404"];
  return { operationId, tags: [BESIDE], summary, security: [{}, { token: [] }, { session: [] }], parameters, responses };
}

const FIELDS: JsonSchema = {
  type: "object",
  required: ["package"],
  properties: {
    package: { type: "string", contentMediaType: "application/zip", description: "The ZIP" },
    changelog: { type: "string" },
    auto_approve_after_scan: { type: "boolean", description: "A trusted owner's version is published as soon as its checks pass" },
    skip_security_rules: {
      type: "array",
      items: { type: "string" },
      description: "Rules whose warnings count as acknowledged. They never lift what blocks",
    },
  },
};

function upload(operationId: string, summary: string, parameters: Parameter[], json: Json): Operation {
  const refused = (description: string): ResponseObject => ({ description, content: json(schemaOf(tokenUploadRefused)) });
  const wait: Parameter = {
    ...{ name: "wait", in: "query", required: false },
    description:
      "Seconds to wait for the verdict, at most 20: a version that is blocked or could not be checked to the end is then answered with 422",
    schema: { type: "integer", minimum: 0, maximum: 20 },
  };
  const key: Parameter = {
    ...{ name: "Idempotency-Key", in: "header", required: false },
    description:
      "A text of your choice, a new one for each upload: the same upload sent again with it within 24 hours gets the first answer again, with `Idempotency-Replayed: true`",
    schema: { type: "string", minLength: 1, maxLength: 255 },
  };
  return {
    operationId,
    tags: [TOKEN_API],
    summary,
    description: "The HTTP reason phrase of a refusal carries one line of cause.",
    security: [{ token: [] }],
    parameters: [...parameters, wait, key],
    requestBody: { required: true, content: { "multipart/form-data": { schema: FIELDS } } },
    responses: {
      "201": { description: "Accepted; the checks run", content: json(schemaOf(tokenUploadAccepted)) },
      "400": refused("The package or the form is not right"),
      "403": refused("The token does not work (any more) or is for another plugin, or there is no such plugin"),
      "409": refused(
        "The same version is being uploaded at this moment, an upload with the same Idempotency-Key is under way, or another file came for the version while the client waited",
      ),
      "413": refused("The file is too large"),
      "422": {
        description:
          "Blocked, or could not be checked to the end, when the client asked to wait; or the Idempotency-Key was used for another upload",
        content: json({ anyOf: [schemaOf(tokenUploadStopped), schemaOf(tokenUploadRefused)] }),
      },
      "429": refused("Too many requests; see Retry-After"),
    },
  };
}

const addVersion = (json: Json) => upload("addVersion", "Upload a version (qgis-plugin-ci)", [packageName], json);

function updateVersion(json: Json): Operation {
  const operation = upload("updateVersion", "Replace the file of a version that was never approved", [packageName, sentVersion], json);
  const schema: JsonSchema = {
    type: "object",
    required: ["detail"],
    properties: { detail: { type: "string", examples: ["It was approved."] } },
  };
  return {
    ...operation,
    responses: {
      ...operation.responses,
      "401": { description: "The version was approved", content: json(schema) },
      "404": { description: "The plugin has no such version", content: json(schemaOf(tokenUploadRefused)) },
    },
  };
}
