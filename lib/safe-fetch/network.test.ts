import { createSocket, type Socket } from "node:dgram";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { resolveName } from "./network";

const A = 1;
const AAAA = 28;
const NO_SUCH_NAME = 3;
const open: Socket[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});

/** A name server for one name. `null`: the question is never answered. */
async function nameServer(records: { [A]?: string[]; [AAAA]?: string[] } | "no such name" | null) {
  let questions = 0;
  const socket = createSocket("udp4");
  open.push(socket);
  socket.on("message", (query, from) => {
    questions += 1;
    if (records === null) return;
    const end = query.indexOf(0, 12) + 5;
    const type = query.readUInt16BE(end - 4);
    const found = records === "no such name" ? [] : (records[type as typeof A] ?? []);
    const answers = found.map((hex) => {
      const data = Buffer.from(hex, "hex");
      const head = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length]);
      return Buffer.concat([head, data]);
    });
    const header = Buffer.from([0, 0, 0x81, 0x80 | (records === "no such name" ? NO_SUCH_NAME : 0), 0, 1, 0, answers.length, 0, 0, 0, 0]);
    query.copy(header, 0, 0, 2);
    socket.send(Buffer.concat([header, query.subarray(12, end), ...answers]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const { port } = socket.address() as AddressInfo;
  return { servers: [`127.0.0.1:${port}`], questions: () => questions };
}

const never = new AbortController().signal;

it("gives every address of a name, of both kinds", async () => {
  const both = await nameServer({ [A]: ["08080808", "7f000001"], [AAAA]: ["20010db8000000000000000000000001"] });
  expect(await resolveName("site.example", never, both.servers)).toEqual(["8.8.8.8", "127.0.0.1", "2001:db8::1"]);
  expect(both.questions()).toBe(2);
  const old = await nameServer({ [A]: ["08080808"] });
  expect(await resolveName("site.example", never, old.servers)).toEqual(["8.8.8.8"]);
  const modern = await nameServer({ [AAAA]: ["20010db8000000000000000000000001"] });
  expect(await resolveName("site.example", never, modern.servers)).toEqual(["2001:db8::1"]);
});

it("throws for a name without addresses", async () => {
  for (const records of [{}, "no such name"] as const) {
    const { servers } = await nameServer(records);
    await expect(resolveName("site.example", never, servers)).rejects.toThrow();
  }
});

it("ends when it is told to, whatever the name server does", async () => {
  const { servers } = await nameServer(null);
  const stop = new AbortController();
  const asked = resolveName("site.example", stop.signal, servers);
  stop.abort();
  await expect(asked).rejects.toMatchObject({ code: "ECANCELLED" });
});
