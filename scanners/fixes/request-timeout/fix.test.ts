import { describe, expect, it } from "vitest";
import { fixText } from "@/tests/builders/fixed-source";

const fixed = (code: string) => fixText(`import requests\n${code}\n`);

describe("requests have an end", () => {
  it.each([
    ["requests.get(url)", "requests.get(url, timeout=30)"],
    ["requests.post(url, json={'a': (1, 2)}, headers=h)", "requests.post(url, json={'a': (1, 2)}, headers=h, timeout=30)"],
    ["requests.get(\n    url,\n)", "requests.get(\n    url, timeout=30,\n)"],
    ["requests.get(url if a else (b),).json()", "requests.get(url if a else (b), timeout=30,).json()"],
    ["requests.get(requests.get(url).text)", "requests.get(requests.get(url, timeout=30).text, timeout=30)"],
  ])("%s", async (bad, good) => expect(await fixed(bad)).toBe(`import requests\n${good}\n`));

  it("imported by name, beside the star imports that plugins have", async () =>
    expect(await fixText("from qgis.core import *\nfrom requests import get\nget(url)\n")).toBe(
      "from qgis.core import *\nfrom requests import get\nget(url, timeout=30)\n",
    ));

  it.each([
    "requests.get(url, timeout=None)",
    "requests.get(url, timeout=limit())",
    "requests.get(url, **options)",
    "requests.get(*all)",
    "session.get(url)",
    "requests.Session().get(url)",
    "from .net import *\nrequests.get(url)",
  ])("left alone: %s", async (code) => expect(await fixed(code)).toBeNull());
});
