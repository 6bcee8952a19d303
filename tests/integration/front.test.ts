import { createHash } from "node:crypto";
import { createServer, request as httpRequest, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect as connectSocket } from "node:net";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { downloadAddresses, feedAddress } from "@/app/_front/addresses";
import { createFront } from "@/app/_front/front";
import { FeedDocuments } from "@/db/queries/feed-documents";
import { publicFilesOf } from "@/db/queries/public-files";
import { downloads } from "@/db/schema";
import { IntactFiles } from "@/lib/storage/intact-files";
import { urls } from "@/lib/urls";
import { pluginZip } from "../builders/plugin-zip";
import { importPlugin } from "../helpers/import-plugin";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
let server: Server;
let port: number;
let zip: Uint8Array;
let sha256: string;
let behind: string[] = [];

/** What stands behind the front here: says what came through, and refuses bodies without reading them. */
function next(request: IncomingMessage, response: import("node:http").ServerResponse) {
  behind.push(`${request.method} ${request.url} ${request.headers["x-forwarded-for"]}`);
  response.writeHead(request.method === "POST" ? 403 : 404, { "content-length": 7 }).end("behind\n");
}

beforeAll(async () => {
  repository = await openRepository();
  const owner = await repository.person();
  ({ zip, sha256 } = await importPlugin(repository, { ownerId: owner.userId }));
  await repository.accepted(owner, pluginZip({ packageName: "draft_plugin", name: "Draft" }));
  const context = {
    db: repository.db,
    publicFiles: publicFilesOf(repository.db),
    files: new IntactFiles(repository.storage),
    secret: repository.env.AUTH_SECRET,
  };
  const feed = new FeedDocuments(repository.db, repository.env.publicUrl);
  server = createServer(createFront([feedAddress(feed), downloadAddresses(context)], next));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
}, 60_000);
beforeEach(async () => {
  behind = [];
  await repository.db.delete(downloads);
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await repository.close();
});

interface Answer {
  status: number;
  reason: string;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

/** As it goes over the wire: nothing is unpacked, nothing follows. */
function ask(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: "127.0.0.1", port, path, method, headers }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      resolve({
        status: answer.statusCode ?? 0,
        reason: answer.statusMessage ?? "",
        headers: answer.headers,
        body: Buffer.concat(chunks),
      });
    });
    sent.on("error", reject).end();
  });
}
const download = urls.download("sample_plugin", "1.0.0");

test("the feed leaves compressed and with its length, and HEAD says the same", async () => {
  const feed = urls.feed({ qgis: "3.34" });
  const plain = await ask(feed);
  const gzip = await ask(feed, { "accept-encoding": "gzip, deflate" });
  expect([plain.headers["content-encoding"], gzip.headers["content-encoding"]]).toEqual([undefined, "gzip"]);
  expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
  for (const answer of [plain, gzip]) {
    expect(answer.headers["content-length"]).toBe(String(answer.body.byteLength));
    expect(answer.headers["transfer-encoding"]).toBeUndefined();
    expect(answer.headers["content-security-policy"]).toContain("default-src 'self'");
  }
  const head = await ask(feed, { "accept-encoding": "gzip, deflate" }, "HEAD");
  expect([head.headers["content-length"], head.headers.etag, head.body.byteLength]).toEqual([
    String(gzip.body.byteLength),
    gzip.headers.etag,
    0,
  ]);
  expect((await ask(feed, { "if-none-match": gzip.headers.etag as string })).status).toBe(304);
  expect((await ask(`${feed.replace("?", "/?")}`)).body.equals(plain.body)).toBe(true);
  expect(behind).toEqual([]);
});

test("a file leaves as it was uploaded, whole, in part, or not at all", async () => {
  const whole = await ask(download);
  expect(createHash("sha256").update(whole.body).digest("hex")).toBe(sha256);
  expect(whole.headers).toMatchObject({
    "content-length": String(zip.length),
    etag: `"${sha256}"`,
    "content-disposition": 'attachment; filename="sample_plugin.1.0.0.zip"',
  });
  const part = await ask(download, { range: "bytes=-5" });
  expect([part.status, part.headers["content-length"], part.body.equals(Buffer.from(zip.subarray(-5)))]).toEqual([206, "5", true]);
  const head = await ask(download, {}, "HEAD");
  expect([head.status, head.headers["content-length"], head.body.byteLength]).toEqual([200, String(zip.length), 0]);
  expect((await ask(download, { range: "bytes=0-3" }, "HEAD")).status).toBe(200);
  expect((await ask(download, { "if-none-match": `W/"${sha256}"` })).status).toBe(304);
  expect((await ask(download, { range: `bytes=${zip.length}-` })).status).toBe(416);
});

test("whoever asks is counted by the address that our proxy saw, not by the one that they claim", async () => {
  for (const claimed of ["192.0.2.1", "192.0.2.2"]) await ask(download, { "x-forwarded-for": `${claimed}, 203.0.113.9` });
  expect(await repository.db.$count(downloads)).toBe(1);
  await ask(download, { "x-forwarded-for": "203.0.113.10" });
  expect(await repository.db.$count(downloads)).toBe(2);
  await ask("/elsewhere", { "x-forwarded-for": "192.0.2.1, 203.0.113.9" });
  expect(behind).toEqual(["GET /elsewhere 203.0.113.9"]);
});

test("what is not public is nowhere, however it is spelled and asked for", async () => {
  const names = [
    "draft_plugin",
    "DRAFT_PLUGIN",
    "%64raft_plugin",
    "draft_plugin%00",
    "draft_plugin%2F..%2Fdraft_plugin",
    "..%2Fdraft_plugin",
    ".",
  ];
  const paths = names.flatMap((name) => [
    `/plugins/${name}/version/1.0.0/download/`,
    `/plugins/${name}/version/1.0.0/download`,
    `/plugins/${name}/version/1%2E0.0/download/?token=`,
    `/plugins/${name}/version/latest/download/`,
    `/plugins//${name}/version/1.0.0/download/`,
    `/plugins/${name}/version/1.0.0/download/x`,
  ]);
  for (const path of paths) {
    for (const [method, headers] of [
      ["GET", {}],
      ["HEAD", {}],
      ["GET", { range: "bytes=0-9" }],
    ] as const) {
      const answer = await ask(path, headers, method);
      expect(answer.status, path).toBe(404);
      expect(answer.headers.etag, path).toBeUndefined();
      expect(answer.body.includes("PK"), path).toBe(false);
    }
  }
  for (const name of names) expect((await ask(`/plugins/plugins.xml?package_name=${name}`)).body.toString(), name).not.toContain("draft");
});

test("a version is found under any case of its plugin's name, and under the letters of its address", async () => {
  for (const path of [download.replace("sample", "SAMPLE"), download.replace("sample", "%73ample"), download.slice(0, -1)])
    expect((await ask(path)).status, path).toBe(200);
});

test("only GET and HEAD are answered here", async () => {
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) await ask(download, {}, method);
  expect(behind).toHaveLength(4);
});

/** Sends the beginning of a request whose body never ends, and reads what comes back until the connection is closed. */
function stubborn(head: string): Promise<{ answer: string; sent: number }> {
  return new Promise((resolve) => {
    const socket = connectSocket(port, "127.0.0.1");
    let answer = "";
    let sent = 0;
    socket.on("data", (data) => {
      answer += data.toString("latin1");
    });
    socket.on("error", () => {});
    const timer = setInterval(() => {
      sent += 1_000;
      socket.write(Buffer.alloc(1_000));
    }, 5);
    socket.on("close", () => {
      clearInterval(timer);
      resolve({ answer, sent });
    });
    socket.write(head);
  });
}

test("a body that says that it is too large is refused at once, in words, and never read to its end", async () => {
  const { answer, sent } = await stubborn("POST /plugins/RPC2/ HTTP/1.1\r\nHost: x\r\nContent-Length: 900000000\r\n\r\n");
  expect(answer).toMatch(/^HTTP\/1\.1 413 The request is 900,000,000 bytes; the limit is 36,000,000\r\n/);
  expect(answer).toContain('"success":false');
  expect(sent).toBeLessThan(5_000_000);
  expect(behind).toEqual([]);
});

test("a program that reads its answer only after it has sent a body somewhat too large still gets it, on a slow line too", async () => {
  const bytes = 40_000_000;
  const socket = connectSocket(port, "127.0.0.1");
  let answer = "";
  let fault: Error | null = null;
  socket.on("data", (data) => {
    answer += data.toString("latin1");
  });
  socket.on("error", (error) => {
    fault = error;
  });
  const written = (part: string | Buffer) => new Promise<void>((resolve) => socket.write(part, () => resolve()));
  await written(`POST /plugins/RPC2/ HTTP/1.1\r\nHost: x\r\nContent-Length: ${bytes}\r\n\r\n`);
  await written(Buffer.alloc(bytes - 1_000_000));
  await new Promise((resolve) => setTimeout(resolve, 600));
  await written(Buffer.alloc(1_000_000));
  expect({ fault, answer: answer.slice(0, 12) }).toEqual({ fault: null, answer: "HTTP/1.1 413" });
  socket.destroy();
});

test("a body that was refused without being read does not keep its connection", async () => {
  const { answer, sent } = await stubborn(
    "POST /plugins/api/x/version/add/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffff\r\n",
  );
  expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  expect(sent).toBeLessThan(5_000_000);
});
