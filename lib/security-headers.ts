/**
 * Next puts small inline scripts into each page, without which it does not run; a nonce for them would make every page
 * uncacheable. Nothing else may come from anywhere but this site, and no page of ours may be framed.
 */
const contentSecurityPolicy = (isDevelopment: boolean): string =>
  [
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

/** For a stranger's picture: opened by itself it runs nothing and loads nothing. An SVG's own colours are inline styles. */
export const PICTURE_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

/** For a mail that is shown to whoever is about to send it: in a frame of ours, without scripts, pictures or anywhere to go. */
export const MAIL_PREVIEW_HEADERS: Record<string, string> = {
  "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
  "X-Frame-Options": "SAMEORIGIN",
};

/** Sent with every answer of the site. */
export const securityHeaders = (isDevelopment: boolean): Record<string, string> => ({
  "Content-Security-Policy": contentSecurityPolicy(isDevelopment),
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "Cross-Origin-Opener-Policy": "same-origin",
});
