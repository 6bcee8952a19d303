import { openThrowAwayRepository } from "@/scripts/throw-away/repository";
import { startSite } from "@/scripts/throw-away/site";
import { buildAll } from "./build";
import { request } from "node:http";
import { readFileSync } from "node:fs";
await buildAll(process.env, ["bundles"]);
const repo = await openThrowAwayRepository();
try {
  const site = await startSite(repo);
  const ask = (path: string, method = "GET", headers = {}, body?: string) => new Promise<void>((resolve) => { const r = request(repo.config.publicUrl + path, { method, headers }, (a) => { let n = 0; a.on("data", (d) => n += d.length); a.on("end", () => { console.log(method, path, a.statusCode, JSON.stringify(a.statusMessage), n, JSON.stringify({ l: a.headers["content-length"], te: a.headers["transfer-encoding"], ce: a.headers["content-encoding"], etag: a.headers.etag, csp: !!a.headers["content-security-policy"] })); resolve(); }); }); r.end(body); });
  await ask("/"); await ask("/", "GET", { "accept-encoding": "gzip" });
  await ask("/plugins/plugins.xml?qgis=3.34"); await ask("/plugins/plugins.xml?qgis=3.34", "HEAD", { "accept-encoding": "gzip" });
  await ask("/api/health"); await ask("/plugins/x/json");
  await ask("/plugins/api/x/version/add/", "POST", { authorization: "Bearer x" }, "x");
  await ask("/plugins/api/x/version/add/");
  await ask("/plugins/RPC2/", "POST", { "content-length": 50_000_000 }).catch((e) => console.log(e));
  await ask("/plugins/add/file", "POST");
  console.log("rss", readFileSync(`/proc/${site.pid}/status`, "utf8").match(/VmRSS.*|VmHWM.*/g));
  console.log("ended", await site.end("SIGTERM"));
  console.log(readFileSync(repo.folder + "/web.log", "utf8").slice(-1500));
} finally { await repo.close(); }
process.exit(0);
