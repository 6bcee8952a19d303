import type { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pythonCall, pythonUpload } from "@/tests/builders/xml-rpc";
import { readCall } from "./read-call";
import { STREAMED, XmlRpcProblem } from "./values";

async function* inPieces(text: string | Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const read = (text: string | Uint8Array, size = 1_000) =>
  readCall(inPieces(text, size), { streams: ["plugin.upload"], admit: async () => {}, store: bytesOf });

const valuesOf = async (...values: string[]) => (await read(pythonCall("any.method", values))).params;
const problemOf = (text: string | Uint8Array) =>
  read(text).then(
    () => "no problem",
    (error) => (error instanceof XmlRpcProblem ? error.message : `unexpected: ${error}`),
  );
const call = (inside: string) => `<methodCall><methodName>a</methodName><params>${inside}</params></methodCall>`;
const param = (inside: string) => call(`<param><value>${inside}</value></param>`);

describe("a call", () => {
  it("as Python writes it gives its bytes, wherever it is cut into pieces", async () => {
    const bytes = Buffer.from(Array.from({ length: 1_000 }, (_, index) => index % 256));
    for (const size of [1, 7, 64, 100_000]) {
      const { method, params, stored } = await read(pythonUpload(bytes, true), size);
      expect([method, params]).toEqual(["plugin.upload", [STREAMED, true]]);
      expect(stored?.equals(bytes)).toBe(true);
    }
  });

  it("of any bytes, in pieces of any size", async () => {
    const pieces = fc.integer({ min: 1, max: 300 });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), pieces, async (bytes, size) => {
        const { stored } = await read(pythonUpload(bytes), size);
        expect(Buffer.from(stored ?? [])).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 200 },
    );
  });

  it("may hold every kind of value", async () => {
    expect(
      await valuesOf(
        "<string>a &lt; b &#38; c</string>",
        "plain",
        "<int>-7</int>",
        "<i4>+8</i4>",
        "<i8>4294967296</i8>",
        "<double>-1.5e3</double>",
      ),
    ).toEqual(["a < b & c", "plain", -7, 8, 4_294_967_296, -1500]);
    expect(await valuesOf("<boolean>0</boolean>", "<nil/>", "<string><![CDATA[<b>]]></string>", "<string/>")).toEqual([
      false,
      null,
      "<b>",
      "",
    ]);
    expect(await valuesOf("<dateTime.iso8601>20260301T12:30:00</dateTime.iso8601>", "<base64> UE sD\n BA==</base64>")).toEqual([
      new Date("2026-03-01T12:30:00Z"),
      Buffer.from("PK\u0003\u0004"),
    ]);
    const nested = "<array><data><value><int>1</int></value><value>x</value></data></array>";
    const struct = `<struct><member><name>__proto__</name><value>a</value></member><member><name>list</name><value>${nested}</value></member></struct>`;
    const [value] = (await valuesOf(struct)) as [Record<string, unknown>];
    expect(Object.entries(value)).toEqual([
      ["__proto__", "a"],
      ["list", [1, "x"]],
    ]);
    expect((await read("<methodCall><methodName>plugin.tags</methodName></methodCall>")).params).toEqual([]);
  });

  it("streams the first parameter of the named method alone", async () => {
    const other = await read(pythonCall("other", ["<base64>UEs=</base64>"]));
    expect([other.stored, other.params]).toEqual([null, [Buffer.from("PK")]]);
    const second = await read(pythonCall("plugin.upload", ["x", "<base64>UEs=</base64>"]));
    expect([second.stored, second.params]).toEqual([null, ["x", Buffer.from("PK")]]);
    const deep = await read(pythonCall("plugin.upload", ["<array><data><value><base64>UEs=</base64></value></data></array>"]));
    expect([deep.stored, deep.params]).toEqual([null, [[Buffer.from("PK")]]]);
  });
});

describe("what is no call", () => {
  it.each([
    ["nothing", "", /no methodCall/],
    ["no XML", "hello", /well-formed/],
    ["cut off", "<methodCall><methodName>a</methodName>", /well-formed/],
    ["crossed tags", "<methodCall><methodName>a</methodCall></methodName>", /well-formed/],
    ["another document", "<html></html>", /cannot stand/],
    ["two calls", `${call("")}${call("")}`, /well-formed|cannot stand/],
    ["text after it", `${call("")}more`, /well-formed/],
    ["no name", "<methodCall><params/></methodCall>", /methodName must come/],
    ["an empty name", "<methodCall><methodName> </methodName></methodCall>", /no name of a method/],
    ["two names", "<methodCall><methodName>a</methodName><methodName>b</methodName></methodCall>", /no name of a method/],
    ["two values", call("<param><value>a</value><value>b</value></param>"), /one value/],
    ["no value", call("<param></param>"), /one value/],
    ["two types", param("<int>1</int><int>2</int>"), /one type/],
    ["text beside a type", param("x<int>1</int>"), /one type/],
    ["an unknown type", param("<object>1</object>"), /cannot stand/],
    ["text between elements", call("stray"), /cannot stand/],
    ["no integer", param("<int>1.5</int>"), /integer/],
    ["a large integer", param("<int>2147483648</int>"), /integer/],
    ["no boolean", param("<boolean>true</boolean>"), /boolean/],
    ["no double", param("<double>NaN</double>"), /double/],
    ["no date", param("<dateTime.iso8601>yesterday</dateTime.iso8601>"), /date/],
    ["an impossible date", param("<dateTime.iso8601>20261301T00:00:00</dateTime.iso8601>"), /date/],
    ["a member without a name", param("<struct><member><value>1</value></member></struct>"), /name and a value/],
    ["damaged base64", param("<base64>UE*s</base64>"), /base64/],
    ["base64 that is cut off", param("<base64>UEs</base64>"), /cut off/],
    ["base64 after its padding", param("<base64>UEs=UEs=</base64>"), /damaged/],
    ["an attribute", '<methodCall version="1"><methodName>a</methodName></methodCall>', /no attributes/],
    ["a document type", `<!DOCTYPE methodCall>${call("")}`, /document type/],
    [
      "entities of its own",
      `<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${param("&b;")}`,
      /no document type|no declarations|well-formed/,
    ],
    [
      "an outside entity",
      `<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]>${param("&a;")}`,
      /no document type|no declarations|well-formed/,
    ],
    ["an unknown entity", param("&nbsp;"), /well-formed/],
    ["a processing instruction", `<?php x ?>${call("")}`, /processing/],
  ])("%s is told so", async (_what, text, words) => expect(await problemOf(text)).toMatch(words));

  it("bytes that are no UTF-8", async () =>
    expect(await problemOf(Buffer.concat([Buffer.from("<methodCall>"), Buffer.from([0xff, 0xfe])]))).toMatch(/UTF-8/));

  it("depth, number and length of values have an end", async () => {
    const deep = "<array><data><value>".repeat(50);
    expect(await problemOf(param(deep))).toMatch(/too deeply/);
    expect(await problemOf(call("<param><value>1</value></param>".repeat(1_001)))).toMatch(/too many/);
    expect(await problemOf(param("x".repeat(100_001)))).toMatch(/too long/);
    expect(await problemOf(param(`<base64>${"A".repeat(100_004)}</base64>`))).toMatch(/too long/);
    expect(await problemOf(`<methodCall><!--${"x".repeat(200_000)}--></methodCall>`)).toMatch(/well-formed/);
    expect(await problemOf(`<${"x".repeat(200_000)}`)).toMatch(/well-formed/);
    expect(await problemOf(`<!DOCTYPE ${"x".repeat(200_000)}`)).toMatch(/well-formed/);
    expect(await problemOf(`<a ${Array.from({ length: 9_000 }, (_, index) => `b${index}="c"`).join(" ")}`)).toMatch(/no attributes/);
  });

  it("whatever the text, there is a call or a problem", async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "<methodCall>",
        "</methodCall>",
        "<methodName>",
        "</methodName>",
        "<params>",
        "<param>",
        "<value>",
        "</value>",
        "<base64>",
      ),
      fc.constantFrom(
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "&amp;",
        "&#x0;",
        "&#9999999999;",
        "<?",
        "?>",
        "<!DOCTYPE a",
        "[",
        ">",
        "\u0000",
        "plugin.upload",
      ),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async (pieces) => {
        expect(await problemOf(pieces.join(""))).not.toMatch(/^unexpected/);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("whoever may not", () => {
  it("is told before anything is stored", async () => {
    let isStored = false;
    const reading = readCall(inPieces(pythonUpload(new Uint8Array(100_000)), 1_000_000), {
      streams: ["plugin.upload"],
      admit: async (method) => {
        throw new Error(`not ${method}`);
      },
      store: async () => {
        isStored = true;
      },
    });
    await expect(reading).rejects.toThrow("not plugin.upload");
    expect(isStored).toBe(false);
  });

  it("and what was half stored ends with an error when the call breaks off", async () => {
    const ends: string[] = [];
    const text = pythonUpload(new Uint8Array(200_000)).slice(0, 200_000);
    const reading = readCall(inPieces(text, 10_000), {
      streams: ["plugin.upload"],
      admit: async () => {},
      store: (bytes) => bytesOf(bytes).catch((error: Error) => ends.push(error.message)),
    });
    await expect(reading).rejects.toThrow(/well-formed/);
    expect(ends).toEqual(["the call was not complete"]);
  });
});
