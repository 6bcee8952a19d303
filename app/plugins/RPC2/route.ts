import { z } from "zod";
import { route } from "@/app/_server/route";
import { uploadContext } from "../api/_upload/upload-route";
import { answerRpc } from "./answer-rpc";
import { httpRefusal } from "./answers";

// "public": who may upload is asked inside, by the token alone. A cookie counts for nothing here.
export const POST = route(z.object({}), "public", ({ request, requestId }) => answerRpc(uploadContext(requestId), request));

export const GET = (): Response => httpRefusal(405, "This address speaks XML-RPC: send a POST.", { allow: "POST" });
export const HEAD = GET;
