import type { z } from "zod";
import type { Caller } from "@/app/_server/caller";
import type { Db } from "@/db/context";
import type { Viewer } from "@/lib/domain/permissions";
import type { Env } from "@/lib/env";
import type { AppError } from "@/lib/errors";
import type { Result } from "@/lib/result";
import type { Storage } from "@/lib/storage";
import type { RequestBody } from "@/lib/upload/request-body";
import type { ProblemCode, ProblemPlace } from "./problem";
import type { hiddenVersion } from "./schemas/hidden";

export const TAGS = {
  plugins: "Plugins and versions",
  scans: "Scans",
  uploads: "Uploads and dry runs",
  rules: "Rules and rulesets",
  meta: "The OpenAPI document",
} as const;

export interface AnswerSpec {
  status: 200 | 201 | 202;
  description: string;
  schema: z.ZodType;
  /** `application/json` unless given. */
  mediaType?: string;
  /** Names and meanings of headers beyond the usual ones. */
  headers?: Readonly<Record<string, string>>;
  /** Members that are different here from the schema's own example. */
  example?: Readonly<Record<string, unknown>>;
}

export interface BodySpec {
  /** Fields of the form; the file's field among them is a string in the schema. */
  fields: z.ZodObject;
  /** The field that holds the file. */
  file: string;
}

/** What an answer needs of the process, so that a test can ask an endpoint without a server. */
export interface ApiContext {
  db: Db;
  storage: Storage;
  publicUrl: string;
  /** Path of the bundled thread that reads packages. */
  validateEntry: string;
  requestId: string;
  /** For the limits on uploads. */
  env: Pick<Env, "UPLOADS_PER_HOUR" | "AUTH_SECRET">;
  caller(): Promise<Result<Caller | null, AppError>>;
}

export interface ApiCall<P, Q> extends Omit<ApiContext, "caller"> {
  params: P;
  query: Q;
  caller: Caller | null;
  /** The caller as one who reads. */
  viewer: Viewer | null;
  request: Request;
  /** The request's body, to be read once. */
  body: RequestBody;
}

export interface ApiAnswer<T> {
  body: T;
  /** 200 unless given. */
  status?: number;
  headers?: Record<string, string>;
}

interface EndpointFacts {
  method: "GET" | "POST";
  /** From the site's root, in OpenAPI's form. */
  path: string;
  /** Stable: generated clients name their functions after it. */
  id: string;
  tag: keyof typeof TAGS;
  summary: string;
  description?: string;
  /** `caller`: strangers get 401. What a caller may see is the handler's business. */
  access: "public" | "caller";
  body?: BodySpec;
  answers: readonly AnswerSpec[];
  /** Besides those that any address can give. */
  problems: readonly ProblemCode[];
}

/** An expected error, as commands have them or with headers of its own. */
export interface ApiError {
  code: ProblemCode;
  message: string;
  details?: readonly ProblemPlace[];
  /** What was there once (404). */
  hidden?: readonly z.input<typeof hiddenVersion>[];
  headers?: Record<string, string>;
}

/** An address of the API: what the document says of it and what it does, in one place. */
export interface Endpoint extends EndpointFacts {
  params: z.ZodObject;
  query: z.ZodObject;
  handle(call: ApiCall<unknown, unknown>): Promise<Result<ApiAnswer<unknown>, ApiError>>;
}

/**
 * Ties the types together: the handler gets what the schemas parse, and must answer what they promise.
 * A parameter of the path that does not parse is 404, as any address that does not exist; a query is 400.
 */
export function endpoint<P extends z.ZodObject, Q extends z.ZodObject, const A extends readonly AnswerSpec[]>(
  spec: EndpointFacts & {
    params: P;
    query: Q;
    answers: A;
    handle(call: ApiCall<z.output<P>, z.output<Q>>): Promise<Result<ApiAnswer<z.input<A[number]["schema"]>>, ApiError>>;
  },
): Endpoint {
  return spec as unknown as Endpoint;
}
