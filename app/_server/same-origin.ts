/**
 * Whether the browser says that a page of ours sent the request. Browsers set both headers themselves; a request that
 * has neither comes from no browser page, and a cookie alone must not let it in.
 */
export function isSameOrigin(headers: Headers, publicUrl: string): boolean {
  const site = headers.get("sec-fetch-site");
  if (site) return site === "same-origin";
  const origin = headers.get("origin");
  if (!origin || !URL.canParse(origin)) return false;
  const host = new URL(origin).host;
  return origin === new URL(publicUrl).origin || host === headers.get("host");
}
