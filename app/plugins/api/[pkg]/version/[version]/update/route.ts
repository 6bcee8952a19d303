import { methodNotAllowed } from "@/app/plugins/api/_upload/answer";
import { replaceRoute } from "@/app/plugins/api/_upload/upload-route";

export const POST = replaceRoute;
export const GET = methodNotAllowed;
export const HEAD = methodNotAllowed;
export const PUT = methodNotAllowed;
export const PATCH = methodNotAllowed;
export const DELETE = methodNotAllowed;
