import { expect, it } from "vitest";
import { ProgressLine } from "./progress";

function stream(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 40, written, write: (text: string) => written.push(text) };
}
const at = (files: number, path = "p/a.py") => ({ files, of: 10, path });

it("appears on a terminal after a second, keeps to one line, and goes away", () => {
  const terminal = stream(true);
  const line = new ProgressLine(terminal, 0);
  line.show(at(1), 900);
  expect(terminal.written).toEqual([]);
  line.show(at(2), 1001);
  line.show(at(3), 1050);
  line.show(at(5, `p/\u001b[31m${"x".repeat(100)}`), 1200);
  line.end();
  const shown = terminal.written.map((text) => text.replaceAll("\r\u001b[2K", ""));
  expect(shown.map((text) => text.slice(0, 14))).toEqual(["Scanning, 20 %", "Scanning, 50 %", ""]);
  expect(Math.max(...shown.map((text) => text.length))).toBeLessThan(40);
  expect(shown.join("")).not.toContain("\u001b");
});

it("is silent elsewhere", () => {
  const pipe = stream(false);
  const line = new ProgressLine(pipe, 0);
  line.show(at(2), 5000);
  line.end();
  expect(pipe.written).toEqual([]);
});
