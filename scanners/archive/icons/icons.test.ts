import { crc32, deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { discIcon } from "@/scripts/demo/icon";
import { cpuMs } from "@/tests/helpers/cpu-time";
import { sanitiseIcon } from "./sanitise-icon";

const SCRIPT = "<script>alert(1)</script>";
const latin1 = (text: string) => Buffer.from(text, "latin1");
const base64 = (text: string) => Buffer.from(text, "base64");

function pngChunk(type: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([latin1(type), content]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(content.length);
  whole.set(body, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

const PNG = Buffer.from(discIcon([9, 90, 9]));
const HEADER_END = 33;
/** The PNG with a chunk behind its header. */
const withChunk = (type: string, content: Uint8Array) =>
  Buffer.concat([PNG.subarray(0, HEADER_END), pngChunk(type, content), PNG.subarray(HEADER_END)]);

function pngOf(width: number, height: number, rows: Uint8Array, interlace = 0): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, interlace], 8);
  return Buffer.concat([PNG.subarray(0, 8), pngChunk("IHDR", header), pngChunk("IDAT", deflateSync(rows)), pngChunk("IEND", latin1(""))]);
}

const segment = (marker: number, content: Uint8Array) => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
};
const JPEG_PARTS = {
  start: Buffer.from([0xff, 0xd8]),
  tables: Buffer.concat([segment(0xdb, Buffer.alloc(65, 1)), segment(0xc4, Buffer.alloc(18))]),
  frame: segment(0xc0, Buffer.from([8, 0, 1, 0, 1, 1, 1, 0x11, 0])),
  scan: Buffer.concat([segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), Buffer.from([0x12, 0xff, 0x00, 0xff, 0xd0, 0x34])]),
  end: Buffer.from([0xff, 0xd9]),
};
const jpegOf = (parts: Partial<typeof JPEG_PARTS> = {}, extra: Buffer = Buffer.alloc(0)) => {
  const { start, tables, frame, scan, end } = { ...JPEG_PARTS, ...parts };
  return Buffer.concat([start, extra, tables, frame, scan, end]);
};

const GIF = base64("R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==");
const WEBP = base64("UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=");
const WEBP_LOSSLESS = base64("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

const sanitised = (bytes: Uint8Array) => {
  const icon = sanitiseIcon(bytes);
  return icon && Buffer.from(icon.bytes);
};

describe("raster icons", () => {
  it.each([
    ["PNG", PNG, "image/png"],
    ["an interlaced PNG", pngOf(3, 2, Buffer.alloc(10), 1), "image/png"],
    ["JPEG", jpegOf(), "image/jpeg"],
    ["GIF", GIF, "image/gif"],
    ["WebP", WEBP, "image/webp"],
    ["lossless WebP", WEBP_LOSSLESS, "image/webp"],
  ])("shows %s as it is", (_, bytes, contentType) => {
    expect(sanitiseIcon(bytes)).toEqual({ contentType, bytes: Uint8Array.from(bytes) });
  });

  it.each([
    ["a text in a PNG", withChunk("tEXt", latin1(SCRIPT)), PNG],
    ["an animation in a PNG", withChunk("acTL", Buffer.alloc(8)), PNG],
    ["a page behind a PNG", Buffer.concat([PNG, latin1(SCRIPT)]), PNG],
    ["Exif data in a JPEG", jpegOf({}, segment(0xe1, latin1(`Exif\0\0${SCRIPT}`))), jpegOf()],
    ["a comment in a JPEG", jpegOf({}, segment(0xfe, latin1(SCRIPT))), jpegOf()],
    ["a ZIP behind a JPEG", Buffer.concat([jpegOf(), latin1("PK\x05\x06")]), jpegOf()],
    ["a comment in a GIF", Buffer.concat([GIF.subarray(0, 19), latin1("!\xfe\x03abc\0"), GIF.subarray(19)]), GIF],
    ["a second picture in a GIF", Buffer.concat([GIF.subarray(0, -1), GIF.subarray(27)]), GIF],
    ["a page behind a WebP", Buffer.concat([WEBP, latin1(SCRIPT)]), WEBP],
  ])("drops %s", (_, bytes, expected) => {
    expect(sanitised(bytes)).toEqual(expected);
  });

  it.each([
    ["a PNG cut off", PNG.subarray(0, 60)],
    ["a PNG with a wrong checksum", Buffer.from(PNG).fill(0, 29, 33)],
    ["a PNG with too few rows", pngOf(10, 10, Buffer.alloc(100))],
    ["a PNG that unpacks to more than its size", pngOf(10, 10, Buffer.alloc(5_000_000))],
    ["a PNG of 3,000 pixels", pngOf(3_000, 1, Buffer.alloc(3_001))],
    ["a PNG without pixels", pngOf(0, 10, Buffer.alloc(10))],
    ["a JPEG that is its first bytes", Buffer.from("ffd8ffe0", "hex")],
    ["a JPEG without an end", jpegOf({ end: Buffer.alloc(0) })],
    ["a JPEG without a frame", jpegOf({ frame: Buffer.alloc(0) })],
    ["a JPEG of 65,535 pixels", jpegOf({ frame: segment(0xc0, Buffer.from([8, 255, 255, 255, 255, 1, 1, 0x11, 0])) })],
    ["a GIF cut off", GIF.subarray(0, 30)],
    ["a GIF of 65,535 pixels", Buffer.from(GIF).fill(255, 6, 10)],
    ["a WebP that claims more than there is", Buffer.from(WEBP).fill(255, 4, 6)],
    ["a page", latin1(`<html>${SCRIPT}</html>`)],
    ["nothing", Buffer.alloc(0)],
  ])("shows nothing of %s", (_, bytes) => {
    expect(sanitiseIcon(bytes)).toBeNull();
  });
});

const svg = (content: string, attributes = "") =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${content}</svg>`);
const rewritten = (content: string, attributes?: string) => sanitised(svg(content, attributes))?.toString();
const START = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';

describe("SVG icons", () => {
  it("keeps what is drawn", () => {
    const drawing =
      '<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"></stop></linearGradient></defs>' +
      '<path d="M0 0h9v9z" fill="url(#a)" style="opacity:.5"></path><use xlink:href="#a"></use><text x="1">R&#38;D</text>';
    expect(rewritten(drawing, 'viewBox="0 0 9 9"')).toBe(`${START} viewBox="0 0 9 9">${drawing}</svg>`);
  });

  it.each([
    ["a script", SCRIPT],
    ["a script of another namespace", '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>'],
    ["an event", '<g onload="alert(1)"/>'],
    [
      "a foreign object",
      '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="alert(1)"/></body></foreignObject>',
    ],
    ["a link", '<a xlink:href="javascript:alert(1)"><path/></a>'],
    ["an animation", '<set attributeName="href" to="javascript:alert(1)"/>'],
    ["a reference elsewhere", '<use xlink:href="https://example.org/x.svg#alert"/>'],
    ["a picture elsewhere", '<image href="https://example.org/alert.png"/>'],
    ["a picture that is a page", `<image href="data:text/html;base64,${base64("YWxlcnQ=").toString("base64")}"/>`],
    ["a picture that is an SVG", `<image href="data:image/svg+xml;base64,${svg(SCRIPT).toString("base64")}"/>`],
    ["a picture that is none", '<image href="data:image/png;base64,YWxlcnQ="/>'],
    ["a fill from elsewhere", '<path fill="url(https://example.org/alert)"/>'],
    ["a style from elsewhere", '<path style="fill:url(//example.org/alert)"/>'],
    ["a style that hides a word", '<path style="fill:u\\72l(//example.org/alert)"/>'],
    ["a set of pictures", "<style>g{background:image-set('//example.org/alert' 1x)}</style>"],
    ["an import", "<style>@import '//example.org/alert.css';</style>"],
    ["a font", "<style>@font-face{font-family:x;src:url(//example.org/alert)}</style>"],
    ["a comment that hides a word", "<style>g{fill:ur/**/l(//example.org/alert)}</style>"],
    ["a style sheet that is a tag", "<style><![CDATA[</style><script>alert(1)</script>]]></style>"],
    ["an instruction", "<?xml-stylesheet href='//example.org/alert.css'?>"],
    ["a comment", "<!-- alert -->"],
    ["metadata", "<metadata>alert</metadata>"],
    ["data of an editor", '<g xmlns:i="http://www.inkscape.org/x" i:label="alert" data-x="alert"/>'],
  ])("leaves out %s", (_, content) => {
    const result = rewritten(content);
    expect(result).toMatch(/^<svg /);
    expect(result).not.toMatch(/alert|example\.org|script|javascript|on\w+=/i);
  });

  it("keeps simple style sheets, without their @-rules", () => {
    const css = ".a{fill:#fff;stroke:rgb(1,2,3)} @media (prefers-color-scheme:dark){.a{fill:#000}} .b{fill:url(#x)}";
    expect(rewritten(`<style>${css}</style>`)).toBe(`${START}><style>.a{fill:#fff;stroke:rgb(1,2,3)}  .b{fill:url(#x)}</style></svg>`);
  });

  it("writes pictures inside it anew", () => {
    const picture = withChunk("tEXt", latin1(SCRIPT)).toString("base64");
    expect(rewritten(`<image width="9" xlink:href="data:image/png;base64,${picture}"/>`)).toBe(
      `${START}><image width="9" xlink:href="data:image/png;base64,${PNG.toString("base64")}"></image></svg>`,
    );
  });

  it.each([
    ["no namespace", Buffer.from("<svg/>")],
    ["another root", Buffer.from('<g xmlns="http://www.w3.org/2000/svg"/>')],
    ["two roots", Buffer.concat([svg(""), svg(SCRIPT)])],
    ["an end that is missing", svg("<g>")],
    ["an unquoted attribute", svg("<g id=a/>")],
    ["entities of its own", Buffer.concat([Buffer.from('<!DOCTYPE svg [<!ENTITY a "b">]>'), svg("<text>&a;</text>")])],
    ["unknown entities", svg("<text>&nbsp;</text>")],
    ["UTF-16", Buffer.from(svg("").toString(), "utf16le")],
    ["control characters", svg("<text>\u0007</text>")],
    ["a thousand levels", svg(`${"<g>".repeat(1_000)}${"</g>".repeat(1_000)}`)],
    ["100,000 elements", svg("<g/>".repeat(100_000))],
    ["a reference to itself", svg('<g id="a"><use href="#a"/></g>')],
    [
      "references that grow",
      svg(Array.from({ length: 30 }, (_, index) => `<g id="a${index}">${`<use href="#a${index + 1}"/>`.repeat(2)}</g>`).join("")),
    ],
  ])("shows nothing of one with %s", (_, bytes) => {
    expect(sanitiseIcon(bytes)).toBeNull();
  });

  it("drops a document type without entities", () => {
    const type = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">';
    expect(sanitised(Buffer.concat([Buffer.from(type), svg("")]))?.toString()).toBe(`${START}></svg>`);
  });

  it("takes half a megabyte of anything in its stride", () => {
    const size = 500_000;
    const start = cpuMs();
    for (const text of ["<g>", "<", "&amp;", "(", "url(", "url(#a)", "@", "/*", "PK", "a "]) {
      const filled = text.repeat(size / text.length);
      for (const bytes of [Buffer.from(filled), svg(filled), svg(`<style>${filled}</style>`), svg(`<g style="${filled}"/>`)])
        sanitiseIcon(bytes);
    }
    expect(cpuMs() - start).toBeLessThan(20_000);
  });
});
