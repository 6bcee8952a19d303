import { TAGS } from "../endpoint";
import { endpoints } from "../endpoints";
import { componentSchemas } from "./json-schema";
import { operationOf } from "./operation";
import { OTHER_TAGS, otherPaths } from "./other-addresses";
import type { Method, OpenApiDocument } from "./types";

/** Raised when an answer changes in a way that could break a client; new members, parameters and addresses do not. */
const API_VERSION = "1.0.0";

const DESCRIPTION = `Plugins, their versions, and what the scans found. What is public needs no token and may be read from
any web page. Errors are \`application/problem+json\` (RFC 9457) with a stable \`code\`; the link in \`type\` explains it.
Ignore members that you do not know: new ones may come at any time.`;

/**
 * The document of everything that programs may ask, from the schemas that parse requests and describe answers.
 *
 * @param publicUrl the site's address without a slash at its end
 */
export function openApiDocument(publicUrl: string): OpenApiDocument {
  made = made?.servers[0]?.url === publicUrl ? made : makeDocument(publicUrl);
  return made;
}

/** It changes with a release only. */
let made: OpenApiDocument | null = null;

function makeDocument(publicUrl: string): OpenApiDocument {
  const schemas = componentSchemas();
  const paths: OpenApiDocument["paths"] = {};
  for (const endpoint of endpoints())
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase() as Method]: operationOf(endpoint, schemas) };
  const all = { ...paths, ...otherPaths(schemas) };
  const used = new Set(Object.values(all).flatMap((methods) => Object.values(methods).flatMap((one) => one.tags)));
  return {
    openapi: "3.1.0",
    info: { title: "Greenbadge", version: API_VERSION, description: DESCRIPTION, license: { name: "MIT", identifier: "MIT" } },
    servers: [{ url: publicUrl }],
    tags: [...Object.values(TAGS), ...OTHER_TAGS].filter((name) => used.has(name)).map((name) => ({ name })),
    paths: all,
    components: {
      schemas,
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "A token from the page “Tokens” of your account" },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "next-auth.session-token",
          description: "A sign-in in the browser; it writes only from our own pages",
        },
      },
    },
  };
}
