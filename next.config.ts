import type { NextConfig } from "next";

const isDevelopment = process.env.NODE_ENV === "development";

/**
 * Next puts small inline scripts into each page, without which it does not run; a nonce for them would make every page
 * uncacheable. Nothing else may come from anywhere but this site, and no page of ours may be framed.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${isDevelopment ? " 'unsafe-eval'" : ""}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const securityHeaders = [
  { key: "Content-Security-Policy", value: contentSecurityPolicy },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
];

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
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default config;
