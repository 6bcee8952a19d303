import type { RuleMetadata } from "../../../../core/types";
import { vendorToken } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  vendorToken({
    code: "JwtTokenDetector",
    title: "A JSON web token",
    why: "A signed token lets its holder in as the person or service it was made for, mostly without asking for anything else. Tile and data services hand them out per account; one in a plugin is shared by all its users and billed to its owner.",
    instead: "Then ask each user for a token of their own, or fetch a short-lived one when it is needed.",
    bad: `TOKEN = "${"eyJhbGciOi"}${"JIUzI1NiJ9"}.${"eyJzdWIiOiJ"}${"kZW1vIn0"}.${"c2lnbmF0dXJl"}"`,
    good: 'TOKEN = settings.value("myplugin/token")',
    page: { title: "RFC 8725: best practices for JSON web tokens", url: "https://www.rfc-editor.org/rfc/rfc8725" },
  }),
];
