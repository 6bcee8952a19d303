import { deflateRawSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { PluginPackage } from "@/scanners/archive/types";
import type { CheckContext } from "@/scanners/core/check";
import { PythonFiles } from "@/scanners/python/python-files";
import { rawZip, toBytes } from "@/tests/builders/raw-zip";
import { type Entries, zipFolder } from "@/tests/builders/zip";
import { cpuMs } from "@/tests/helpers/cpu-time";
import { check as permissions } from "../permissions/check";
import { check } from "./check";

function contextOf(files: Record<string, string | Uint8Array>, mode: number | null = 0o644): CheckContext {
  const list = Object.entries(files).map(([path, content]) => ({ path: `p/${path}`, bytes: toBytes(content), mode }));
  const inflatedBytes = list.reduce((sum, file) => sum + file.bytes.length, 0);
  const pkg: PluginPackage = { topFolder: "p", files: list, inflatedBytes, contentDigest: "" };
  return { package: pkg, files: list, signal: new AbortController().signal, python: new PythonFiles(pkg) };
}

async function codesOf(files: Record<string, string | Uint8Array>): Promise<string[]> {
  return [...(await check.run(contextOf(files)))].map((finding) => finding.code);
}

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));
const zipOf = (entries: Entries) => zipFolder(entries);

const zipBehind = (head: string, entries: Entries) => Buffer.concat([Buffer.from(head), zipFolder(entries)]);

function tarOf(name: string, content: string): Buffer {
  const head = Buffer.alloc(512);
  head.write(name, 0);
  head.write(`${content.length.toString(8).padStart(11, "0")}\0`, 124);
  head.write("ustar\0", 257);
  return Buffer.concat([head, Buffer.from(content.padEnd(512, "\0")), Buffer.alloc(1024)]);
}

describe("suspicious files", () => {
  it.each<[string, string, string | Uint8Array, string[]]>([
    ["ELF under another name", "icon.png", "\u007fELF\u0002\u0001", ["executable-content"]],
    ["PE", "tool.dat", hex(`4d5a9000030000000400000000000000 ${"00".repeat(60)}`), ["executable-content"]],
    ["a text that begins with MZ", "names.csv", "MZ,Moscow,Zurich and a longer line of plain text that goes on", []],
    ["Mach-O", "tool", hex("cffaedfe 07000001"), ["executable-content"]],
    ["Mach-O for several processors", "tool", hex("cafebabe 00000002"), ["executable-content"]],
    ["Mach-O for several processors, 64 bits", "tool", hex("cafebabf 00000002"), ["executable-content"]],
    ["WebAssembly", "tool.bin", hex("0061736d 01000000"), ["executable-content"]],
    ["a Java class", "tool", hex("cafebabe 00000034"), ["executable-content"]],
    ["a DLL by name", "empty.DLL", "", ["executable-content"]],
    ["a versioned library", "libx.so.1.2", "", ["executable-content"]],
    ["a shell script", "tool", "#!/bin/sh\n", ["script"]],
    ["a script found by env", "tool.txt", "#!/usr/bin/env -S node --x\n", ["script"]],
    ["a script behind a byte order mark", "tool.txt", "\ufeff#! /bin/bash -e\r\n", ["script"]],
    ["a batch file", "make.bat", "echo", ["script"]],
    ["PowerShell", "setup.Ps1", "ls", ["script"]],
    ["a Windows script", "setup.VBS", "x", ["script"]],
    ["Rust's inner attribute", "notes.txt", "#![allow(x)]", []],
    ["Python with a shebang", "tool.py", "#!/usr/bin/env python3\n", []],
    ["a .py with another shebang", "tool.py", "#!/bin/sh\n", []],
    ["Python without an ending", "tool", "#!/usr/bin/env python3\n", ["python-outside-py"]],
    ["Python in a text file", "data.txt", "#!/usr/bin/python3.12 -u\n", ["python-outside-py"]],
    ["compiled Python under another name", "data.bin", hex("cb0d0d0a 00000000 00000000 00000000 e3000000"), ["python-outside-py"]],
    ["compiled Python by name", "a.pyc", "", ["python-outside-py"]],
    [".pyw", "a.pyw", "x = 1", ["python-outside-py"]],
    ["a wheel", "a-1.0.whl", zipOf({ "a.txt": "x" }), ["nested-archive-with-code"]],
    ["a ZIP of data", "a.zip", zipOf({ "a.csv": "1,2" }), ["nested-archive"]],
    ["a ZIP of Python", "a.zip", zipOf({ "a.csv": "1,2", "b.py": "x" }), ["nested-archive-with-code"]],
    [
      "a ZIP with a program named as data",
      "a.dat",
      zipOf({ "a.csv": "\u007fELF\u0002 and more bytes behind it" }),
      ["nested-archive-with-code"],
    ],
    ["a ZIP in a ZIP", "a.zip", zipOf({ "b.dat": zipOf({ "c.txt": "x" }) }), ["nested-archive-with-code"]],
    ["a project file", "a.qgz", zipOf({ "a.qgs": "<qgis/>" }), []],
    ["a project file in a ZIP", "a.zip", zipOf({ "a.qgz": zipOf({ "a.qgs": "<qgis/>" }) }), ["nested-archive"]],
    ["a project file with code", "a.qgz", zipOf({ "a.qgs": "<qgis/>", "a.py": "x" }), ["nested-archive-with-code"]],
    [
      "a ZIP behind other bytes, cut off",
      "a.zip",
      rawZip([{ name: "x.py", content: "x" }], { prepend: toBytes("PK\u0003\u0004?") }).subarray(0, 60),
      ["nested-archive-with-code"],
    ],
    ["a ZIP of Python behind a picture", "icon.png", zipBehind("\u0089PNG\r\n and more", { "evil.py": "x" }), ["nested-archive-with-code"]],
    ["a text about ZIP files", "zip.md", "It ends with PK\u0005\u0006 and some numbers.", []],
    ["an encrypted ZIP", "a.zip", rawZip([{ name: "x", content: "x", local: { flags: 1 }, central: { flags: 1 } }]), ["nested-archive"]],
    ["a tar of data", "a.tar", tarOf("a.csv", "1"), ["nested-archive"]],
    ["a compressed tar of Python", "a.tar.gz", gzipSync(tarOf("a.py", "1")), ["nested-archive-with-code"]],
    ["compressed data", "a.csv.gz", gzipSync("1,2"), ["nested-archive"]],
    ["a compressed program", "a.gz", gzipSync("\u007fELF\u0002"), ["nested-archive-with-code"]],
    ["an SVG, compressed", "a.svgz", gzipSync("<svg/>"), []],
    ["7z", "a.bin", hex("377abcaf271c0004"), ["nested-archive"]],
    ["a hidden file", ".env", "A=1", ["hidden"]],
    ["a hidden folder", ".github/workflows/a.yml", "a: 1", ["hidden"]],
    ["files of the package", ".gitignore", "x", []],
    ["a hidden program", ".tool", "\u007fELF", ["executable-content", "hidden"]],
    ["an empty file", "empty", "", []],
  ])("%s", async (_, path, content, expected) => {
    expect(await codesOf({ [path]: content })).toEqual(expected);
  });

  it.each([check, permissions].flatMap((each) => each.rules.map((rule) => [rule.id, each, rule] as const)))(
    "%s: its examples behave as labelled",
    async (_, each, rule) => {
      const run = async (example: typeof rule.badExample) => {
        const findings = await each.run(contextOf({ [example.path]: example.code }, example.mode ?? 0o644));
        return [...findings].map((finding) => finding.code);
      };
      expect(await run(rule.badExample)).toContain(rule.code);
      expect(await run(rule.goodExample)).toEqual([]);
      expect(each.info.blocking || rule.defaultSeverity !== "critical").toBe(true);
    },
  );

  it("stays within its budget on archives made to be slow", async () => {
    const data = deflateRawSync(new Uint8Array(5_000_000), { level: 9 });
    const zeros = gzipSync(new Uint8Array(20_000_000));
    const heads = rawZip(Array.from({ length: 4_000 }, (_, index) => ({ name: `${index}`, content: "", data })));
    const files = { "heads.zip": heads, ...Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`${index}.gz`, zeros])) };
    const start = cpuMs();
    const findings = [...(await check.run(contextOf(files)))];
    expect(findings).toHaveLength(201);
    const beyond = findings.filter((finding) => finding.confidence === "low");
    expect(beyond.length).toBeGreaterThan(190);
    expect(new Set(beyond.map((finding) => finding.code))).toEqual(new Set(["nested-archive-with-code"]));
    expect(cpuMs() - start).toBeLessThan(20_000);
  }, 30_000);
});

describe("permissions", () => {
  it.each<[number | null, string[]]>([
    [null, []],
    [0o644, []],
    [0o600, []],
    [0o755, ["executable"]],
    [0o777, ["executable", "world-writable"]],
    [0o6755, ["executable", "setgid", "setuid"]],
    [0o666, ["world-writable"]],
  ])("mode %o", async (mode, expected) => {
    const findings = await permissions.run(contextOf({ "a.py": "" }, mode));
    expect([...findings].map((finding) => finding.code)).toEqual(expected);
  });
});
