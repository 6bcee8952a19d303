import type { NextConfig } from "next";
import { MAIL_PREVIEW_HEADERS, PICTURE_SECURITY_POLICY, securityHeaders } from "./lib/security-headers";

const isDevelopment = process.env.NODE_ENV === "development";

const config: NextConfig = {
  poweredByHeader: false,
  // A redirect to the address without the slash would lose the body of POST /plugins/RPC2/ and of every upload by token.
  skipTrailingSlashRedirect: true,
  // The largest plugin (25,000,000 bytes) plus the form around it.
  experimental: { serverActions: { bodySizeLimit: "26mb" } },
  // Loaded from node_modules as they are: they read files beside their own code, or run in threads.
  serverExternalPackages: ["pg", "graphile-worker", "nodemailer", "py-ast", "shiki", "@zip.js/zip.js"],
  // `npm run check` checks the types of everything, tests included; a build on a user's machine need not do it again.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
  headers: async () => [
    { source: "/:path*", headers: Object.entries(securityHeaders(isDevelopment)).map(([key, value]) => ({ key, value })) },
    // A route's own header gives way to one that is set here.
    { source: "/plugins/:pkg/icon", headers: [{ key: "Content-Security-Policy", value: PICTURE_SECURITY_POLICY }] },
    { source: "/review/:versionId/mail-preview", headers: Object.entries(MAIL_PREVIEW_HEADERS).map(([key, value]) => ({ key, value })) },
  ],
};

export default config;
