/** An address that public documentation prints for uploads by token; today's clients use it. */
import { methodNotAllowed } from "@/app/plugins/api/_upload/answer";
import { uploadRoute } from "@/app/plugins/api/_upload/upload-route";

export const POST = uploadRoute;
export const GET = methodNotAllowed;
export const HEAD = methodNotAllowed;
export const PUT = methodNotAllowed;
export const PATCH = methodNotAllowed;
export const DELETE = methodNotAllowed;
