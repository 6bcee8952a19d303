/** The programming interface as the real server sends it: status lines, headers, and what Next would do by itself. */
import { urls } from "@/lib/urls";
import { CLEAN, pluginZip } from "../builders/findings";
import { freshPlugin } from "../helpers/e2e-plugin";
import { expect, test } from "../helpers/e2e-test";

const PROBLEM = "application/problem+json";

test("what does not exist, or not in this way, is said in the interface's own words", async ({ request }) => {
  const unknown = await request.get("/api/v1/none/of/these");
  expect([unknown.status(), unknown.headers()["content-type"]]).toEqual([404, PROBLEM]);
  expect(unknown.statusText()).toBe("There is nothing at this address.");
  for (const path of ["/api/v1", "/api/v1/plugins/x/y", "/api/v1/scans/1/2"]) expect((await request.get(path)).status(), path).toBe(404);

  for (const method of ["PUT", "PATCH", "DELETE", "POST"]) {
    const answer = await request.fetch(urls.apiRules(), { method });
    expect([method, answer.status(), answer.headers().allow]).toEqual([method, 405, "GET, HEAD, OPTIONS"]);
    expect((await answer.json()).code).toBe("method-not-allowed");
  }
  const head = await request.head(urls.apiRules());
  expect([head.status(), (await head.body()).length]).toEqual([200, 0]);
  const preflight = await request.fetch(urls.apiRules(), { method: "OPTIONS", headers: { origin: "https://example.com" } });
  expect([preflight.status(), preflight.headers()["access-control-allow-origin"]]).toEqual([204, "*"]);
});

test("a wrong token is refused, an answer that is known costs nothing, other sites read only what is public", async ({
  request,
  open,
  site,
}) => {
  const owner = await site.person();
  const plugin = freshPlugin("asked_for");
  await site.published(owner, pluginZip(CLEAN, plugin));
  const path = urls.apiPlugin(plugin.packageName);
  const refused = await request.get(path, { headers: { authorization: "Bearer gb_wrong" } });
  expect([refused.status(), (await refused.json()).code]).toEqual([403, "not-allowed"]);

  for (const address of [path, urls.pluginJson(plugin.packageName), urls.versionJson(plugin.packageName, "1.0.0")]) {
    const answer = await request.get(address);
    expect(answer.headers()["access-control-allow-origin"], address).toBe("*");
    const again = await request.get(address, { headers: { "if-none-match": answer.headers().etag ?? "" } });
    expect(again.status(), address).toBe(304);
    const own = await (await open(owner)).request.get(address);
    expect(own.headers()["access-control-allow-origin"], address).toBeUndefined();
    expect(own.headers()["cache-control"], address).toContain("private");
  }
});

test("the document is served, and every error of it has a paragraph on the page", async ({ open }) => {
  const page = await open(null);
  const document = await (await page.request.get(urls.openApi())).json();
  expect(document.openapi).toBe("3.1.0");
  await page.goto(urls.apiDocs());
  for (const code of document.components.schemas.Problem.properties.code.enum)
    await expect(page.locator(`#error-${code}`), code).toHaveCount(1);
  for (const path of Object.values(document.paths) as Record<string, { operationId: string }>[])
    for (const { operationId } of Object.values(path)) await expect(page.locator(`#${operationId}`), operationId).toHaveCount(1);
  await page.goto(urls.apiOperationDocs("getScan"));
  await expect(page.locator("#getScan").getByText("blocking_rules").first()).toBeVisible();
});
