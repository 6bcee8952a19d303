import { z } from "zod";
import { ok } from "@/lib/result";
import { endpoint } from "../endpoint";
import { openApiDocument } from "../openapi/document";

export const getOpenApi = endpoint({
  method: "GET",
  path: "/api/v1/openapi.json",
  id: "getOpenApi",
  tag: "meta",
  summary: "This document",
  access: "public",
  params: z.object({}),
  query: z.object({}),
  answers: [{ status: 200, description: "OpenAPI 3.1", schema: z.looseObject({ openapi: z.string().meta({ examples: ["3.1.0"] }) }) }],
  problems: [],
  handle: async ({ publicUrl }) => ok({ body: { ...openApiDocument(publicUrl) } }),
});
